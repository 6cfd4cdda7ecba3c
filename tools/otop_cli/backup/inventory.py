"""What a database is made of, so that a copy can be held against it: every table with its rows, every index,
constraint, sequence, view and trigger."""

NAMES = {
    "indexes": """
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_index i ON i.indexrelid = c.oid
         WHERE n.nspname = 'public' AND i.indisvalid""",
    # a column's NOT NULL is a constraint with a name of its own only since PostgreSQL 18
    "constraints": """
        SELECT t.relname || '.' || k.conname FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
          JOIN pg_namespace n ON n.oid = t.relnamespace
         WHERE n.nspname = 'public' AND k.contype <> 'n' AND k.convalidated""",
    "views": """
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('v', 'm')""",
    "triggers": """
        SELECT t.relname || '.' || g.tgname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
          JOIN pg_namespace n ON n.oid = t.relnamespace
         WHERE n.nspname = 'public' AND NOT g.tgisinternal""",
}
TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"""
SEQUENCES = "SELECT sequencename, COALESCE(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'"
ONE = {
    "indexes": "index",
    "constraints": "constraint",
    "views": "view",
    "triggers": "trigger",
    "sequences": "sequence",
}


def pairs(lines):
    return {name: int(number) for name, number in (line.rsplit("|", 1) for line in lines)}


def take(session):
    """The inventory as of the session's moment. Numbers of sequences are no part of a moment: they only grow."""
    tables = session.rows(TABLES)
    count = " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM public.\"{name}\"" for name in tables)
    return {
        "tables": pairs(session.rows(count)) if tables else {},
        "sequences": pairs(session.rows(SEQUENCES)),
        **{kind: sorted(session.rows(query)) for kind, query in NAMES.items()},
    }


def differences(expected, found):
    """In sentences: what the copy lacks or has otherwise."""
    result = []
    for name, rows in expected["tables"].items():
        if name not in found["tables"]:
            result.append(f"table {name} is missing")
        elif found["tables"][name] != rows:
            result.append(f"table {name} has {found['tables'][name]} rows instead of {rows}")
    for kind, one in ONE.items():
        result += [f"{one} {name} is missing" for name in expected[kind] if name not in set(found[kind])]
    result += [
        f"sequence {name} stands at {found['sequences'][name]} and was at {number}"
        for name, number in expected["sequences"].items()
        if abs(found["sequences"].get(name, number)) < abs(number)
    ]
    return result


def told(inventory):
    """How much it is, for people."""
    tables = inventory["tables"]
    own = {name: rows for name, rows in tables.items() if name.startswith("otop_") and rows}
    most = ", ".join(f"{name} {rows:,}" for name, rows in sorted(own.items(), key=lambda item: -item[1])[:4])
    text = f"{sum(tables.values()):,} records in {len(tables):,} tables"
    return f"{text}, of these {sum(own.values()):,} of the centre's own ({most})" if own else text
