#!/usr/bin/env python3
"""Write the geography of Thailand that otop_centre ships (a maintainer's tool).

    pip download geothai --no-deps && unzip -d geothai geothai-*.whl
    python3 tools/geo/build_geography.py geothai

reads the provinces, districts and subdistricts of the unpacked wheel and writes
otop_centre/data/geography/{provinces,districts,subdistricts}.csv.  The region of
each province is kept in regions.csv beside this script, because the wheel does not
tell it: the six regions as the Ministry of the Interior counts them, the north with
its 17 provinces.
"""

import csv
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "otop_centre" / "data" / "geography"
BANGKOK = "10"


def read(wheel, name):
    return json.loads((wheel / "geothai" / "_data" / f"{name}.json").read_text(encoding="utf-8"))


def write(name, header, rows):
    TARGET.mkdir(parents=True, exist_ok=True)
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)}")


def main(wheel):
    terms = json.loads((HERE.parents[1] / "otop_centre" / "tools" / "thai_terms.json").read_text(encoding="utf-8"))
    capital_prefix = terms["address"]["capital"]["district"]
    with (HERE / "regions.csv").open(encoding="utf-8") as stream:
        regions = {row["code"]: row["region"] for row in csv.DictReader(stream)}

    provinces = [(code, th, en, regions[code]) for code, th, en in read(wheel, "provinces")]
    districts = [
        (code, th.removeprefix(capital_prefix) if code.startswith(BANGKOK) else th, en)
        for code, th, en in read(wheel, "districts")
    ]
    subdistricts = [tuple(row) for row in read(wheel, "subdistricts")]

    write("provinces", ("code", "name", "name_en", "region"), sorted(provinces))
    write("districts", ("code", "name", "name_en"), sorted(districts))
    write("subdistricts", ("code", "name", "name_en", "zip_codes"), sorted(subdistricts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
