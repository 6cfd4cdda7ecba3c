import {ProductTemplate} from "@point_of_sale/app/models/product_template";
import {normalize} from "@web/core/l10n/utils";
import {patch} from "@web/core/utils/patch";

patch(ProductTemplate.prototype, {
    /** Goods are also found by the producer's name or code, without the server. */
    get searchString() {
        const origin = [this.producer_code, this.producer_name, this.producer_state_name];
        return [super.searchString, normalize(origin.filter(Boolean).join(" "))].join(" ");
    },

    /** Who made it and where, as the buyer reads it. */
    get otopOrigin() {
        return [this.producer_name, this.producer_state_name].filter(Boolean).join(" · ");
    },

    get otopStars() {
        return "★".repeat(this.otop_star || 0);
    },

    /** Whether the lot on the shelf had expired by now, as far as the till knows. */
    hasLotExpired(lotName) {
        const expiry = this._otop_lot_expiry?.[lotName];
        return Boolean(expiry) && luxon.DateTime.fromSQL(expiry, {zone: "utc"}) < luxon.DateTime.now();
    },
});
