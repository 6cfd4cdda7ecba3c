import {PosOrderline} from "@point_of_sale/app/models/pos_order_line";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

patch(PosOrderline.prototype, {
    get otopOrigin() {
        return this.product_id.product_tmpl_id.otopOrigin;
    },

    get otopStars() {
        return this.product_id.product_tmpl_id.otopStars;
    },

    /** Core writes these words in English only. */
    get packLotLines() {
        const isLot = this.product_id.tracking === "lot";
        return this.pack_lot_ids.map(({lot_name}) => (isLot ? _t("Lot Number %s", lot_name) : _t("SN %s", lot_name)));
    },
});
