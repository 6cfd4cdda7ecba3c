import {registry} from "@web/core/registry";
import {scanKeys, typeKeys} from "./keys";

const THAI = Object.fromEntries(
    [..."0123456789"].map((digit, at) => [digit, "\u0e08\u0e45/-\u0e20\u0e16\u0e38\u0e36\u0e04\u0e15"[at]])
);
const JAM = "8850123456787";
const TWENTY = Array.from({length: 20}, (_, at) => `OTOP-${100 + at}`);

function scan(text) {
    return {content: `scan ${text}`, trigger: ".o_otop_intake_scan", run: () => scanKeys(text)};
}

registry.category("web_tour.tours").add("otop_intake_by_scanner", {
    steps: () => [
        {content: "the cursor stands in the producer", trigger: "[name=producer_id] input"},
        scan(JAM),
        // the digits do not stay in the box where the cursor stood
        {trigger: `[name=producer_id]:contains("Weavers A")`},
        scan([...JAM].map((digit) => THAI[digit]).join("")),
        {content: "two pieces", trigger: `.o_otop_scanned_pieces:contains(/^2$/)`},
        {
            content: "type twelve and the day on which they expire",
            trigger: "td[name=quantity] input:value(2.00)",
            run: () => typeKeys("12", "Enter"),
        },
        {trigger: ".o_selected_row td[name=expiry_date] input:focus", run: () => typeKeys("", "Enter")},
        {content: "kept", trigger: ".o_form_status_indicator_buttons.invisible, .o_form_saved", run() {}},
        scan(JAM),
        {trigger: `.o_otop_scanned_pieces:contains(/^13$/)`},
        {content: "that was one too many", trigger: "td[name=quantity] input:focus", run: () => typeKeys("", "Escape")},
        {trigger: ".o_otop_intake_lines td[name=quantity]:contains(/^12/)"},
        scan("8859999999994"),
        {content: "nobody knows this one", trigger: ".o_notification:contains(8859999999994)"},
        ...TWENTY.flatMap((barcode) => [scan(barcode), {trigger: `.o_otop_scanned:contains("Thing ${barcode}")`}]),
        {
            content: "the last is the first row, and the cursor stands in it",
            trigger: `.o_data_row:first.o_selected_row:has(td[name=product_id] input:value(/Thing ${TWENTY.at(-1)}/))`,
        },
    ],
});
