import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";

/**
 * Does long work in steps and shows how far it is.
 *
 * Each step is a call of its own, saved when it returns: closing the window or losing the
 * connection keeps what is done, and running it again does the rest.
 *
 * params: model, method, ids, step; then done_model, done_method, done_ids give the action to go on with.
 */
export class OtopProgress extends Component {
    static template = "otop_centre.Progress";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.params = this.props.action.params;
        this.state = useState({done: 0, total: this.params.ids.length, error: ""});
        this.isStopped = false;
        onMounted(() => this.run());
        onWillUnmount(() => {
            this.isStopped = true;
        });
    }

    get percent() {
        return this.state.total ? Math.round((100 * this.state.done) / this.state.total) : 100;
    }

    get label() {
        return _t("%(done)s of %(total)s", {done: this.state.done, total: this.state.total});
    }

    async run() {
        const {model, method, ids, step} = this.params;
        this.state.error = "";
        while (this.state.done < this.state.total && !this.isStopped) {
            try {
                await this.orm.call(model, method, [ids.slice(this.state.done, this.state.done + step)]);
            } catch (error) {
                this.state.error = error.data?.message || error.message;
                return;
            }
            this.state.done = Math.min(this.state.done + step, this.state.total);
        }
        if (!this.isStopped) {
            await this.goOn();
        }
    }

    /** Leaves out the step that failed; its records stay as they were and can be looked at one by one. */
    async skip() {
        this.state.done = Math.min(this.state.done + this.params.step, this.state.total);
        await this.run();
    }

    async goOn() {
        const {done_model, done_method, done_ids} = this.params;
        await this.action.doAction(await this.orm.call(done_model, done_method, [done_ids]));
    }
}

registry.category("actions").add("otop_centre.progress", OtopProgress);
