import {ConnectionLostError} from "@web/core/network/rpc";
import {PosStore} from "@point_of_sale/app/services/pos_store";
import {patch} from "@web/core/utils/patch";

patch(PosStore.prototype, {
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
