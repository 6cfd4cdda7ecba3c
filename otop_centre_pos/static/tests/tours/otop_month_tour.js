import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import {registry} from "@web/core/registry";

// One month of a centre, told in the browser: a producer comes with three products, two are sold,
// one comes back, the till closes, the producer is settled and paid. Python starts the chapters.
const tours = registry.category("web_tour.tours");

function field(name) {
    return `.o_form_view .o_field_widget[name='${name}']`;
}

function type(name, text) {
    return {
        content: `${name}: ${text}`,
        trigger: `${field(name)} :is(input, textarea)`,
        run: `edit ${text}`,
    };
}

function pick(name, text, found = text, scope = field(name)) {
    return [
        {content: `look for ${text}`, trigger: `${scope} input`, run: `edit ${text}`},
        {
            content: `choose ${found}`,
            trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option):contains("${found}")`,
            run: "click",
        },
    ];
}

function choose(name, label) {
    return [
        {content: `open ${name}`, trigger: `${field(name)} input`, run: "click"},
        {content: `choose ${label}`, trigger: `.o_select_menu_item:contains("${label}")`, run: "click"},
    ];
}

function press(name) {
    return {content: `press ${name}`, trigger: `button[name='${name}']:not(:disabled)`, run: "click"};
}

function save() {
    return [
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {content: "it is saved", trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_dirty)) .o_form_button_create"},
    ];
}

function cell(row, name) {
    return `.o_field_x2many_list .o_data_row:nth-child(${row}) td[name='${name}']`;
}

tours.add("otop_month_register", {
    steps: () =>
        [
            type("name", "Month Weavers"),
            choose("producer_legal_form", "Community enterprise"),
            pick("subdistrict_id", "แพรกษา", "Phraekkasa, Mueang"),
            {
                content: "the postal code follows from the tambon",
                trigger: `${field("zip")} input:value(10280)`,
            },
            save(),
        ].flat(),
});

tours.add("otop_month_agree", {
    steps: () =>
        [
            pick("producer_id", "Month Weavers"),
            type("commission_rate", "20"),
            save(),
            press("action_confirm"),
            {content: "the agreement runs", trigger: ".o_arrow_button_current[data-value='confirmed']"},
        ].flat(),
});

tours.add("otop_month_receive", {
    steps: () =>
        [
            pick("producer_id", "Month Weavers"),
            [
                ["Month scarf", 10],
                ["Month bag", 5],
                ["Month shirt", 2],
            ].flatMap(([product, quantity], index) => [
                {content: "next row", trigger: ".o_field_x2many_list_row_add a", run: "click"},
                {content: "it stands first", trigger: cell(index + 1, "product_id")},
                ...pick("product_id", product, product, `${cell(1, "product_id")}`),
                {
                    content: `${quantity} pieces`,
                    trigger: `${cell(1, "quantity")} input`,
                    run: `edit ${quantity}`,
                },
            ]),
            save(),
            press("action_confirm"),
            {content: "the goods are on the shelf", trigger: ".o_arrow_button_current[data-value='done']"},
        ].flat(),
});

tours.add("otop_month_sell", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.searchProduct("Month Weavers"),
            ProductScreen.clickDisplayedProduct("Month scarf"),
            ProductScreen.clickDisplayedProduct("Month scarf"),
            ProductScreen.clickDisplayedProduct("Month bag"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash Till 1"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.receiptIsThere(),
            {
                content: "the receipt tells who made it",
                trigger: ".pos-receipt .otop-producer:contains('Month Weavers')",
            },
            ReceiptScreen.clickNextOrder(),
            ...ProductScreen.clickRefund(),
            TicketScreen.selectOrder("001"),
            ProductScreen.clickNumpad("1"),
            TicketScreen.toRefundTextContains("To Refund: 1"),
            TicketScreen.confirmRefund(),
            PaymentScreen.isShown(),
            PaymentScreen.clickPaymentMethod("Cash Till 1"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.receiptIsThere(),
            ReceiptScreen.clickNextOrder(),
            Chrome.clickMenuOption("Close Register"),
            ProductScreen.closeWithCashAmount("321.00"),
            {
                content: "close the register",
                trigger: ".modal-footer button:contains(close register)",
                run: "click",
                expectUnloadPage: true,
            },
            {
                content: "the till is closed",
                trigger: "button:contains(backend)",
                run: "click",
                expectUnloadPage: true,
            },
            {content: "back in the office", trigger: "body", expectUnloadPage: true},
            {content: "where the tills are listed", trigger: ".o_kanban_view, .o_action_manager"},
        ].flat(),
});

tours.add("otop_month_settle", {
    steps: () =>
        [
            {
                content: "the preview includes the producer",
                trigger: ".o_data_row:contains('Month Weavers'):contains('240')",
            },
            press("action_start"),
            {content: "the draft opens", trigger: ".o_form_view .o_field_widget[name='amount_total']"},
            press("action_confirm"),
            {content: "yes", trigger: ".modal-footer .btn-primary", run: "click"},
            {content: "it is to be paid", trigger: ".o_arrow_button_current[data-value='confirmed']"},
        ].flat(),
});

tours.add("otop_month_pay", {
    steps: () =>
        [
            press("action_pay"),
            {content: "pay", trigger: ".modal button[name='action_create_payments']", run: "click"},
            {
                content: "the payment is under way",
                trigger: ".o_arrow_button_current[data-value='in_process'], .o_arrow_button_current[data-value='paid']",
            },
        ].flat(),
});
