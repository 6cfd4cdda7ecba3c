import {registry} from "@web/core/registry";
import {typeKeys} from "./keys";

/** Goes into a date's box, types over what stands there, and looks at what the box then says. */
function typeDate(field, text, shown) {
    return [
        {
            content: `go into ${field}`,
            trigger: `[name=${field}] [data-field=${field}]`,
            run: ({anchor}) => anchor.focus(),
        },
        {
            content: `type ${text}`,
            trigger: `[name=${field}] input[data-field=${field}]:focus`,
            async run({anchor}) {
                anchor.select();
                await typeKeys(text, "Tab");
            },
        },
        {content: `it says ${shown}`, trigger: `[name=${field}] [data-field=${field}]:contains(${shown})`},
    ];
}

const SAVE = [
    {content: "save", trigger: ".o_form_button_save", run: "click"},
    {content: "saved", trigger: ".o_form_saved, .o_form_status_indicator_buttons.invisible", run() {}},
];

registry.category("web_tour.tours").add("otop_thai_dates_agreement", {
    steps: () => [
        // Thai digits; then a month by name and two digits of the year
        ...typeDate("date_start", "\u0e52\u0e55/\u0e51\u0e51/\u0e52\u0e55\u0e56\u0e59", "25"),
        ...typeDate("date_end", "31 \u0e18.\u0e04. 70", "2570"),
        {content: "the box has the Buddhist year", trigger: "[name=date_end] button[data-tooltip='31/12/2570']"},
        {trigger: "[name=date_end] button", run: ({anchor}) => anchor.focus()},
        {trigger: "[name=date_end] input:value(31/12/2570)"},
        {content: "the calendar has the Buddhist year", trigger: ".o_datetime_picker_header:contains(2570)"},
        {content: "its months", trigger: ".o_zoom_out", run: "click"},
        {trigger: ".o_datetime_picker_header:contains(/^2570$/)"},
        {content: "its years", trigger: ".o_zoom_out", run: "click"},
        {trigger: ".o_date_item_cell:contains(/^2571$/)", run: "click"},
        {trigger: ".o_date_item_cell:eq(11)", run: "click"},
        {trigger: ".o_datetime_picker_header:contains(2571)"},
        {trigger: ".o_date_item_cell:not(.o_out_of_range):contains(/^31$/)", run: "click"},
        {trigger: "[name=date_end] button[data-tooltip='31/12/2571']"},
        ...SAVE,
    ],
});
