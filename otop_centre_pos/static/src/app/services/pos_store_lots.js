import {AlertDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {ConnectionLostError} from "@web/core/network/rpc";
import {PosStore} from "@point_of_sale/app/services/pos_store";
import {SelectLotPopup} from "@point_of_sale/app/components/popups/select_lot_popup/select_lot_popup";
import {_t} from "@web/core/l10n/translation";
import {makeAwaitable} from "@point_of_sale/app/utils/make_awaitable_dialog";
import {patch} from "@web/core/utils/patch";

/**
 * Lots of consigned goods. They come into being at the intake, so the till chooses one and never makes one;
 * what has expired is not sold. The server is asked each time; without it, what it said last counts and the
 * till's own clock. All other goods are Odoo's.
 */
patch(PosStore.prototype, {
    async afterProcessServerData() {
        this.otopLots = JSON.parse(localStorage.getItem(this.otopLotsKey) || "{}");
        await this.fetchOtopLots();
        return await super.afterProcessServerData();
    },

    get otopLotsKey() {
        return `otop_lots_${odoo.info?.db}_${this.config.id}`;
    },

    /** Ask the server for the lots of these products, or of all that lie on the shelf; false without it. */
    async fetchOtopLots(products = []) {
        const ids = products.map((product) => product.id);
        try {
            const found = await this.data.call("pos.config", "otop_lots", [this.config.id, ids]);
            const asked = Object.fromEntries(ids.map((id) => [id, []]));
            this.otopLots = ids.length ? {...this.otopLots, ...asked, ...found} : found;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return false;
            }
            throw error;
        }
        localStorage.setItem(this.otopLotsKey, JSON.stringify(this.otopLots));
        return true;
    },

    findOtopLot(product, lotName) {
        return (this.otopLots[product.id] || []).find((lot) => lot.name === lotName);
    },

    hasOtopLotExpired(lot) {
        const expiry = lot?.expiration_date;
        return Boolean(
            lot?.is_expired || (expiry && luxon.DateTime.fromSQL(expiry, {zone: "utc"}) <= luxon.DateTime.now())
        );
    },

    /** A scanned label names its lot. */
    async addLineToOrder(vals, order, opts = {}, configure = true) {
        const record = (model, value) => (typeof value === "number" ? this.models[model].get(value) : value);
        const template = record("product.template", vals.product_tmpl_id);
        if (opts.code?.type === "lot" && template?.isOtopConsigned && template.isTracked()) {
            const product = record("product.product", vals.product_id) || template.product_variant_ids[0];
            const isFresh = await this.fetchOtopLots([product]);
            const lot = this.findOtopLot(product, opts.code.code);
            if (this.hasOtopLotExpired(lot)) {
                this.refuseExpiredLot(lot.name, product.display_name);
                return;
            }
            if (!lot && isFresh) {
                this.refuseUnknownLot(opts.code.code, product.display_name);
                return;
            }
        }
        return await super.addLineToOrder(vals, order, opts, configure);
    },

    async editLots(product, packLotLinesToEdit) {
        if (!product.product_tmpl_id?.isOtopConsigned) {
            return await super.editLots(product, packLotLinesToEdit);
        }
        await this.fetchOtopLots([product]);
        const known = this.otopLots[product.id] || [];
        const onShelf = known.filter((lot) => lot.product_qty > 0);
        const good = onShelf.filter((lot) => !this.hasOtopLotExpired(lot));
        if (!good.length) {
            if (onShelf.length) {
                this.refuseExpiredLot(onShelf.map((lot) => lot.name).join(", "), product.display_name);
            } else {
                this.refuseEmptyShelf(product.display_name);
            }
            return null;
        }
        const inCarts = this.countLotsInCarts(product);
        const offered = good.filter((lot) => lot.product_qty > (inCarts[lot.name] || 0));
        if (!packLotLinesToEdit.length && offered.length === 1) {
            return {newPackLotLines: [{lot_name: offered[0].name}]};
        }
        const chosen = await makeAwaitable(this.dialog, SelectLotPopup, {
            title: _t("Lot/Serial number(s) required for"),
            name: product.display_name,
            isSingleItem: product.isAllowOnlyOneLot(),
            array: packLotLinesToEdit,
            options: offered,
            customInput: false,
            uniqueValues: product.tracking === "serial",
            isLotNameUsed: () => false,
        });
        const expired = (chosen || []).find((item) => this.hasOtopLotExpired(this.findOtopLot(product, item.text)));
        if (expired) {
            this.refuseExpiredLot(expired.text, product.display_name);
        }
        if (!chosen || expired) {
            return null;
        }
        return {
            modifiedPackLotLines: Object.fromEntries(
                chosen.filter((item) => item.id).map((item) => [item.id, item.text])
            ),
            newPackLotLines: chosen.filter((item) => !item.id).map((item) => ({lot_name: item.text})),
        };
    },

    /** {lot name: pieces} of this product that lie in carts of this till. */
    countLotsInCarts(product) {
        const pieces = {};
        for (const {lot_name, pos_order_line_id: line} of this.models["pos.pack.operation.lot"].getAll()) {
            if (line?.product_id?.id === product.id && line.order_id?.state === "draft") {
                pieces[lot_name] = (pieces[lot_name] || 0) + (product.tracking === "serial" ? 1 : line.qty);
            }
        }
        return pieces;
    },

    /** The first line of this cart whose lot has expired by now, with the lot's name. */
    async findExpiredLine(order) {
        const lines = order.lines.filter(
            (line) => line.qty > 0 && line.product_id.product_tmpl_id.isOtopConsigned && line.pack_lot_ids.length
        );
        if (lines.length) {
            await this.fetchOtopLots([...new Set(lines.map((line) => line.product_id))]);
        }
        for (const line of lines) {
            for (const {lot_name} of line.pack_lot_ids) {
                if (this.hasOtopLotExpired(this.findOtopLot(line.product_id, lot_name))) {
                    return {line, lot_name};
                }
            }
        }
        return null;
    },

    refuseExpiredLot(lotNames, productName) {
        this.dialog.add(AlertDialog, {
            title: _t("Expired: do not sell"),
            body: _t("Lot %(lot)s of %(product)s has expired. Take it off the shelf and choose another lot.", {
                lot: lotNames,
                product: productName,
            }),
        });
    },

    refuseUnknownLot(lotName, productName) {
        this.dialog.add(AlertDialog, {
            title: _t("No such lot"),
            body: _t("There is no lot %(lot)s of %(product)s. Choose one that was taken in.", {
                lot: lotName,
                product: productName,
            }),
        });
    },

    refuseEmptyShelf(productName) {
        this.dialog.add(AlertDialog, {
            title: _t("No lot on the shelf"),
            body: _t(
                "No lot of %s lies on the shelf of this till. Ask the office to take the goods in, or to bring them here.",
                productName
            ),
        });
    },
});
