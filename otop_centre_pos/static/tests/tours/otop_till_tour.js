import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import {ConnectionLostError} from "@web/core/network/rpc";
import {patch} from "@web/core/utils/patch";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

function onCard(product, text) {
    return {
        content: `the card of ${product} says ${text}`,
        trigger: `article.product:contains("${product}") .otop-producer:contains("${text}")`,
    };
}

function noCard(product) {
    return {
        content: `${product} is not found`,
        trigger: `.product-list:not(:has(article.product:contains("${product}")))`,
    };
}

function onLine(product, text) {
    return {
        content: `the cart line of ${product} says ${text}`,
        trigger: `.orderline:contains("${product}") .otop-producer:contains("${text}")`,
    };
}

function onReceipt(text) {
    return {
        content: `the receipt says ${text}`,
        trigger: `.pos-receipt .otop-producer:contains("${text}")`,
    };
}

function scanLot(name, code) {
    return {
        content: `scan a label with lot ${code}`,
        trigger: "body",
        run: async () => {
            const product = posmodel.models["product.template"].find((p) => p.name === name);
            await posmodel.addLineToCurrentOrder({product_tmpl_id: product}, {code: {type: "lot", code}});
        },
    };
}

tours.add("otop_till_search_and_sell", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            onCard("Indigo scarf", "Weavers A"),
            ProductScreen.searchProduct("TA01"),
            onCard("Indigo scarf", "★★★★"),
            noCard("Clay pot"),
            ProductScreen.searchProduct("potters b"),
            onCard("Clay pot", "Potters B"),
            noCard("Indigo scarf"),
            ProductScreen.clickDisplayedProduct("Clay pot"),
            onLine("Clay pot", "Potters B"),
            ProductScreen.searchProduct("Weavers"),
            ProductScreen.clickDisplayedProduct("Indigo scarf"),
            // opening the popup of a product takes it once more
            ProductScreen.clickInfoProduct("Indigo scarf", [
                {
                    content: "the popup tells who made it",
                    trigger: ".section-otop .otop-producer:contains('Weavers A'):contains('TA01')",
                },
                {content: "and its stars", trigger: ".section-otop .otop-stars:contains('★★★★')"},
                {
                    content: "no cost, no margin",
                    trigger: ".section-financials:not(:contains('Margin')):not(:contains('Cost'))",
                },
                Dialog.confirm("Close"),
            ]),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash Till 1"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.receiptIsThere(),
            {content: "the paper has its title", trigger: ".pos-receipt .otop-receipt-title:contains('Receipt')"},
            onReceipt("Potters B"),
            onReceipt("Weavers A"),
            onReceipt("★★★★"),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.isShown(),
            Chrome.endTour(),
        ].flat(),
});

tours.add("otop_till_lots", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            {
                content: "the till was opened before any of the lots came",
                trigger: "body",
                run: () => {
                    posmodel.otopLots = {};
                },
            },
            ProductScreen.clickDisplayedProduct("Tea"),
            Dialog.is({title: "Expired: do not sell"}),
            {content: "both lots are named", trigger: ".modal-body:contains('Lot T1, T2 of Tea has expired')"},
            Dialog.confirm("Ok"),
            // one lot is good, one has expired: the good one is taken without asking
            ProductScreen.clickDisplayedProduct("Honey"),
            {
                content: "the good lot is on the line",
                trigger: ".orderline:contains('Honey') .lot-number:contains('GOOD')",
            },
            scanLot("Honey", "OLD"),
            Dialog.is({title: "Expired: do not sell"}),
            {content: "named with its remedy", trigger: ".modal-body:contains('Lot OLD of Honey has expired')"},
            Dialog.confirm("Ok"),
            scanLot("Honey", "TYPO"),
            Dialog.is({title: "No such lot"}),
            Dialog.confirm("Ok"),
            {
                content: "an expired lot that slipped in, say from a ticket parked for a day",
                trigger: "body",
                run: () => {
                    const line = posmodel.getOrder().lines[0];
                    line.pack_lot_ids[0].lot_name = "OLD";
                },
            },
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash Till 1"),
            PaymentScreen.clickValidate(),
            Dialog.is({title: "Expired: do not sell"}),
            Dialog.confirm("Ok"),
            {
                content: "the cashier takes the good lot",
                trigger: "body",
                run: () => {
                    posmodel.getOrder().lines[0].pack_lot_ids[0].lot_name = "GOOD";
                },
            },
            PaymentScreen.clickValidate(),
            ReceiptScreen.receiptIsThere(),
            ReceiptScreen.clickNextOrder(),
            {
                content: "the server is gone, and meanwhile the good lot expires",
                trigger: "body",
                run: () => {
                    patch(posmodel.data, {
                        call(model, method) {
                            if (method === "otop_lots") {
                                throw new ConnectionLostError("/web");
                            }
                            return super.call(...arguments);
                        },
                    });
                },
            },
            ProductScreen.clickDisplayedProduct("Honey"),
            {
                content: "without the server the till takes the lot that it knows",
                trigger: ".orderline:contains('Honey') .lot-number:contains('GOOD')",
            },
            {
                content: "an hour later",
                trigger: "body",
                run: () => {
                    const lots = Object.values(posmodel.otopLots).flat();
                    lots.find((lot) => lot.name === "GOOD").expiration_date = "2026-01-01 00:00:00";
                },
            },
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash Till 1"),
            PaymentScreen.clickValidate(),
            Dialog.is({title: "Expired: do not sell"}),
            Dialog.confirm("Ok"),
            Chrome.endTour(),
        ].flat(),
});

tours.add("otop_till_refund", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            // 3 × 12.50 less 5 % = 35.63; a piece alone would be 11.88, and three of them 35.64
            ProductScreen.addOrderline("Rice", "3"),
            ProductScreen.clickNumpad("%", "5"),
            ProductScreen.totalAmountIs("35.63"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash Till 1"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.clickNextOrder(),
            ...["11.88", "11.87", "11.88"].map((amount) => [
                ...ProductScreen.clickRefund(),
                TicketScreen.selectOrderByPrice("35.63"),
                ProductScreen.clickNumpad("1"),
                TicketScreen.toRefundTextContains("To Refund: 1"),
                TicketScreen.confirmRefund(),
                PaymentScreen.isShown(),
                PaymentScreen.clickPaymentMethod("Cash Till 1"),
                PaymentScreen.selectedPaymentlineHas("Cash Till 1", `-${amount}`),
                PaymentScreen.clickValidate(),
                ReceiptScreen.receiptIsThere(),
                ReceiptScreen.clickNextOrder(),
            ]),
            Chrome.endTour(),
        ].flat(2),
});
