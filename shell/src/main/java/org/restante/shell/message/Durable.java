package org.restante.shell.message;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.link.DestinationStatus;
import org.restante.link.Problem;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;

/**
 * A durable subscription, before it is consumed from.
 *
 * <p>The trap that is closed here: by Jakarta Messaging (8.3.3) who opens a subscription with another topic or selector than it has
 * deletes it, with all that waits for it. A poll that merely leaves the selector out must not do that.
 */
final class Durable {

    private Durable() {}

    /**
     * The selector to open it with: its own, where it is there and none is asked for. Where the broker does not tell, because it is
     * another provider's or the user may not ask, it is what is asked for.
     *
     * @param clientId whose it is; null for nobody's
     * @throws ShellException if to open it would replace it
     */
    static @Nullable String selector(
            ShellSession session, Target topic, String name, @Nullable String clientId, @Nullable String wanted) {
        for (DestinationStatus status : subscriptions(session)) {
            DestinationStatus.Subscription known = status.subscription();
            if (known == null
                    || !known.durable()
                    || !name.equals(known.name())
                    || !Objects.equals(clientId, known.clientId())) {
                continue;
            }
            String address = status.address().toString();
            if (!address.equals(topic.address())) {
                throw replaced(status, name, "is a subscription of " + VisibleText.line(address) + ", not of " + topic);
            }
            if (wanted != null && !wanted.equals(known.selector())) {
                throw replaced(
                        status,
                        name,
                        known.selector() == null
                                ? "has no selector"
                                : "has the selector " + VisibleText.line(known.selector()));
            }
            return known.selector();
        }
        return wanted;
    }

    private static ShellException replaced(DestinationStatus status, String name, String what) {
        return ShellException.failed(VisibleText.line(name) + " " + what + "; to open it so would delete it and the "
                + Screen.count(status.counts().messages(), "message")
                + " that wait for it; say unsubscribe first, or take another name");
    }

    private static List<DestinationStatus> subscriptions(ShellSession session) {
        if (!session.broker().isRestante()) {
            return List.of();
        }
        try (Admin admin = session.admin()) {
            return admin.destinations();
        } catch (AdminException e) {
            if (e.problem() == Problem.SECURITY) {
                return List.of();
            }
            throw e;
        }
    }
}
