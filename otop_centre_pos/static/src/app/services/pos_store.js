import {AlertDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {ConnectionLostError} from "@web/core/network/rpc";
import {PosStore} from "@point_of_sale/app/services/pos_store";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /** A scanned label may carry an expired lot. */
    async addLineToOrder(vals, order, opts = {}, configure = true) {
        const template =
            typeof vals.product_tmpl_id === "number"
                ? this.models["product.template"].get(vals.product_tmpl_id)
                : vals.product_tmpl_id;
        if (opts.code?.type === "lot" && template?.hasLotExpired(opts.code.code)) {
            this.refuseExpiredLot(opts.code.code, template.name);
            return;
        }
        return await super.addLineToOrder(vals, order, opts, configure);
    },

    /** Whatever way a lot was chosen or typed, an expired one is not sold. */
    async editLots(product, packLotLinesToEdit) {
        const lots = await super.editLots(product, packLotLinesToEdit);
        const template = product.product_tmpl_id || product;
        const chosen = [
            ...Object.values(lots?.modifiedPackLotLines || {}),
            ...(lots?.newPackLotLines || []).map((lot) => lot.lot_name),
        ];
        const expired = chosen.find((name) => template.hasLotExpired(name));
        if (expired) {
            this.refuseExpiredLot(expired, template.name);
            return null;
        }
        return lots;
    },

    refuseExpiredLot(lotName, productName) {
        this.dialog.add(AlertDialog, {
            title: _t("Expired: do not sell"),
            body: _t("Lot %(lot)s of %(product)s has expired. Take it off the shelf and choose another lot.", {
                lot: lotName,
                product: productName,
            }),
        });
    },

    /** Before the money is counted, the server says what returned pieces are worth to the satang. */
    async pay() {
        await this.fetchRefundValues(this.getOrder());
        return await super.pay();
    },

    async fetchRefundValues(order) {
        const returns = (order?.lines || []).filter(
            (line) => line.qty < 0 && Number.isInteger(line.refunded_orderline_id?.id)
        );
        if (!returns.length) {
            return;
        }
        let values = {};
        try {
            values = await this.data.call("pos.order.line", "otop_refund_values", [
                Object.fromEntries(returns.map((line) => [line.refunded_orderline_id.id, -line.qty])),
            ]);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            // Without the server the till's own figure stands, and the books follow what was paid.
        }
        for (const line of returns) {
            const exact = values[line.refunded_orderline_id.id];
            if (exact) {
                line.price_unit = exact.price_unit;
                line.extra_tax_data = exact.extra_tax_data || undefined;
            }
        }
        order.triggerRecomputeAllPrices();
    },
});
