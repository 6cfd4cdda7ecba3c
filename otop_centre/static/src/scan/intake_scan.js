import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {Component, useExternalListener, useState} from "@odoo/owl";
import {KeyBurst} from "./key_burst";

const FRAMES = 60;
const OPEN = ".modal, .o_popover, .o-autocomplete--dropdown-menu";

/**
 * Lets a scanner count the goods of an intake, wherever the cursor stands, without the mouse.
 *
 * A scan is kept at once and puts the cursor on the pieces of its row; Enter goes on to the expiry date, where
 * there is one; Escape takes the last scan back. What a scan means is decided by `otop.intake.otop_scan`.
 */
export class OtopIntakeScan extends Component {
    static template = "otop_centre.IntakeScan";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.state = useState({scans: []});
        this.work = Promise.resolve();
        this.burst = new KeyBurst();
        // Outside of inputs Odoo's own service hears the scanner
        useBus(useService("barcode").bus, "barcode_scanned", ({detail}) => this.scan(detail.barcode));
        useExternalListener(window, "keydown", (ev) => this.onKeydown(ev), {capture: true});
    }

    get last() {
        return this.state.scans.at(-1);
    }

    get rows() {
        return this.props.record.data.line_ids;
    }

    get isCounting() {
        return this.props.record.data.state === "draft" && !document.body.classList.contains("modal-open");
    }

    onKeydown(ev) {
        if (!this.isCounting) {
            return;
        }
        const isOurs = ev.target.closest?.(".o_form_sheet");
        const text = isOurs && this.burst.add(ev);
        if (text) {
            this.handled(ev);
            this.scan(text);
        } else if (ev.key === "Escape" && this.last && !document.querySelector(OPEN)) {
            this.handled(ev);
            this.enqueue(() => this.undo());
        } else if (ev.key === "Enter" && isOurs) {
            this.onEnter(ev);
        }
    }

    handled(ev) {
        ev.preventDefault();
        ev.stopImmediatePropagation();
    }

    /** Enter on the row scanned last: from the pieces to the expiry date, from there back to the scanner. */
    onEnter(ev) {
        const cell = ev.target.closest(".o_otop_intake_lines .o_selected_row td")?.getAttribute("name");
        const row = this.rows.editedRecord;
        if (!this.last || row?.resId !== this.last.row || !["quantity", "expiry_date"].includes(cell)) {
            return;
        }
        this.handled(ev);
        if (cell === "quantity" && this.last.expires) {
            this.enqueue(() => this.focus(this.last.row, "expiry_date"));
        } else {
            ev.target.blur(); // tells the field what was typed
            this.enqueue(() => this.keep());
        }
    }

    /** One after the other, as they came. */
    enqueue(step) {
        const done = this.work.then(step);
        this.work = done.catch(() => {}); // the error dialog shows it; the next scan counts
        return done;
    }

    scan(text) {
        if (this.isCounting) {
            this.enqueue(() => this.count(text));
        }
    }

    async keep() {
        await this.rows.leaveEditMode();
        return this.props.record.save();
    }

    async count(text) {
        const {record} = this.props;
        this.closeWarning?.();
        if (record.isNew && !record.data.producer_id) {
            const answer = await this.ask("otop_scan", [], text);
            if (!answer) {
                return;
            }
            await record.update({producer_id: answer.producer});
        }
        if (!(await this.keep())) {
            return this.warn(_t("This scan was not counted. Complete what is marked red, then scan again."));
        }
        const scanned = await this.ask("otop_scan", [record.resId], text);
        if (scanned) {
            this.state.scans.push(scanned);
            await record.load();
            await this.focus(scanned.row, "quantity");
        }
    }

    async undo() {
        const {record} = this.props;
        const scanned = this.state.scans.pop();
        await this.rows.leaveEditMode({discard: true});
        if (await record.save()) {
            await this.orm.call("otop.intake", "otop_unscan", [[record.resId], scanned.row, scanned.before]);
            await record.load();
        }
    }

    async ask(method, ids, text) {
        const answer = await this.orm.call("otop.intake", method, [ids, text]);
        return answer.warning ? this.warn(answer.warning) : answer;
    }

    warn(message) {
        this.closeWarning = this.notification.add(message, {title: _t("Scanned"), type: "danger", sticky: true});
    }

    /** Put the cursor into a cell, once the row is drawn. */
    async focus(resId, name) {
        for (let frame = 0; frame < FRAMES; frame++) {
            const row = this.rows.records.find((line) => line.resId === resId);
            const cell = document.querySelector(`.o_otop_intake_lines tr[data-id="${row?.id}"] td[name="${name}"]`);
            if (cell) {
                return cell.click();
            }
            await new Promise((resolve) => setTimeout(resolve, 16));
        }
    }
}

registry.category("view_widgets").add("otop_intake_scan", {component: OtopIntakeScan});
