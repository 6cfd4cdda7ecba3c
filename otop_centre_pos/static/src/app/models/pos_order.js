import {PosOrder} from "@point_of_sale/app/models/pos_order";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** What the paper is in law: Odoo calls every one of them a ticket. */
    get otopReceiptTitle() {
        if (this.isRefund) {
            return _t("Note of returned goods");
        }
        return this.otopIsTaxReceipt ? _t("Receipt / short tax invoice") : _t("Receipt");
    },

    get otopIsTaxReceipt() {
        return !this.isRefund && this.config.otop_receipt_kind === "tax_receipt";
    },
});
