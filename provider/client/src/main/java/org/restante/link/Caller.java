package org.restante.link;

import org.jspecify.annotations.Nullable;
import org.restante.message.Address;

/**
 * The user of a link, for the questions that only a broker can ask, because it alone knows the owner of a prepared
 * branch, the topic of a subscription, and the origin of a dead letter. Any thread may use it; the broker thread does, so no method reads a file.
 */
public interface Caller {

    /** The caller of a broker without users: nothing belongs to a user. */
    Caller ANYBODY = new Caller() {
        @Override
        public @Nullable String user() {
            return null;
        }

        @Override
        public boolean mayReceive(Address topic) {
            return true;
        }

        @Override
        public boolean maySend(Address destination) {
            return true;
        }

        @Override
        public boolean mayAdministerAll() {
            return true;
        }

        @Override
        public void actsFor(String owner, Request request) {
            // without users there is no audit of them
        }

        @Override
        public void settlesForeign(Request request) {
            // as above
        }
    };

    /** Null if the broker has no users; empty for a user without a name. */
    @Nullable
    String user();

    /** Whether the user may receive from a topic. */
    boolean mayReceive(Address topic);

    /** Whether the user may send to a queue or topic. */
    boolean maySend(Address destination);

    /** Whether the user may administer everything, and so use what belongs to other users. */
    boolean mayAdministerAll();

    /** An administrator uses what belongs to another user; for the audit log. */
    void actsFor(String owner, Request request);

    /** A request is refused, because it settles a message that was never delivered to its connection; for the audit log. */
    void settlesForeign(Request request);
}
