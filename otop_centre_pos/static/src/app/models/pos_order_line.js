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
        return this.pack_lot_ids.map(({lot_name}) =>
            isLot ? _t("Lot %s", lot_name) : _t("Serial number %s", lot_name)
        );
    },

    /** The name of an expired lot on this line, if it is being sold. */
    get otopExpiredLot() {
        const template = this.product_id.product_tmpl_id;
        const lots = this.qty > 0 ? this.getValidLots() : [];
        return lots.find((lot) => template.hasLotExpired(lot.lot_name))?.lot_name;
    },
});
