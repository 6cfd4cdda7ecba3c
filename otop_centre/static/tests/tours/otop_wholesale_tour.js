import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("otop_invoice_a_hotel", {
    steps: () => [
        {trigger: "[name=partner_id] input", run: "edit Hotel"},
        {trigger: ".o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains(/^Hotel/)", run: "click"},
        {trigger: ".o_field_x2many_list_row_add a:contains(/product/i)", run: "click"},
        {
            trigger: ".o_selected_row .o_field_product_label_section_and_note_cell :is(input, textarea)",
            run: "edit Indigo",
        },
        {trigger: ".o-autocomplete--dropdown-item:contains(Indigo scarf)", run: "click"},
        {trigger: ".o_selected_row [name=product_uom_qty] input", run: "edit 10 && press Tab"},
        {
            content: "the wholesale price",
            trigger: "[name=price_unit]:contains(85.60), [name=price_unit] input:value(85.60)",
        },
        {trigger: "button[name=action_confirm]", run: "click"},
        {trigger: ".o_arrow_button_current[data-value=sale]"},
        {trigger: "button[name=action_view_delivery]", run: "click"},
        {trigger: "button[name=button_validate]", run: "click"},
        {trigger: ".o_arrow_button_current[data-value=done]"},
        {trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item.o_back_button", run: "click"},
        {trigger: "button.btn-primary:contains(Create Invoice)", run: "click"},
        {trigger: ".modal button:contains(Create Draft)", run: "click"},
        {content: "the clerk sees his draft", trigger: ".o_form_view .o_arrow_button_current[data-value=draft]"},
    ],
});
