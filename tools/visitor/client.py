"""One person's browser, as far as a server sees it: a session, questions and answers, papers."""

import http.client
import json
import urllib.parse


class Refused(Exception):
    """The server answered, and said no: `name` is the kind of error, the text is what a person would read."""

    def __init__(self, name, text, status=200):
        super().__init__(f"{name}: {text}"[:500])
        self.name, self.status = name, status


class Client:
    """Each question is a connection of its own, as Odoo's workers serve them; so ten of them are ten at once."""

    def __init__(self, address, login, password=None, database="otop", patience=60):
        parts = urllib.parse.urlsplit(address)
        self.host, self.port, self.patience = parts.hostname, parts.port, patience
        self.login, self.cookie = login, None
        self.user = self.ask("/web/session/authenticate", db=database, login=login, password=password or login)

    def _visit(self, method, path, body=None, kind="application/json"):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=self.patience)
        try:
            headers = {"Content-Type": kind} | ({"Cookie": f"session_id={self.cookie}"} if self.cookie else {})
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                if cookie.startswith("session_id="):
                    self.cookie = cookie.split(";")[0].removeprefix("session_id=")
            status, data, place = answer.status, answer.read(), answer.headers.get("Location")
        finally:
            connection.close()
        if method == "GET" and place and 300 <= status < 400:  # to the page in the person's language
            return self._visit(method, urllib.parse.urlsplit(place).path)
        return status, data

    def ask(self, path, **params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        status, data = self._visit("POST", path, body)
        if status != 200:
            raise Refused("HTTP", data[:200].decode(errors="replace"), status)
        answer = json.loads(data)
        if "error" in answer:
            error = answer["error"]["data"]
            raise Refused(error["name"], error["message"])
        return answer.get("result")  # a method that returns nothing has none

    def call(self, model, method, *args, **kwargs):
        return self.ask(f"/web/dataset/call_kw/{model}/{method}", model=model, method=method, args=args, kwargs=kwargs)

    def press(self, model, method, ids):
        """A button of a form."""
        path = f"/web/dataset/call_button/{model}/{method}"
        return self.ask(path, model=model, method=method, args=[ids], kwargs={})

    def search(self, model, domain, fields=("id",), **more):
        return self.call(model, "search_read", domain, list(fields), **more)

    def paper(self, report, *ids):
        """A PDF file, or what the server says instead."""
        status, data = self._visit("GET", f"/report/pdf/{report}/{','.join(map(str, ids))}")
        if status != 200 or not data.startswith(b"%PDF"):
            raise Refused("paper", f"{report} {ids}: {data[:200].decode(errors='replace')}", status)
        return data
