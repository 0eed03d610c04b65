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
 * Checks a durable subscription before a consumer opens it.
 *
 * <p>The trap that it closes: by Jakarta Messaging (8.3.3), opening a subscription with another topic or selector deletes the
 * subscription and its messages. A poll that only leaves the selector out must not do that.
 */
final class Durable {

    /**
     * What opening the subscription does.
     *
     * @param creates whether it is known to be missing
     * @param selector the selector to open it with; null for none
     */
    record Opening(boolean creates, @Nullable String selector) {}

    private Durable() {}

    /**
     * The selector to open the subscription with: the existing one if the user gave none; else the one given. If the existing selector is
     * unknown, because of another provider or a missing permission, it is the one given.
     *
     * @param clientId the client identifier of the subscription; null for none
     * @throws ShellException if opening would replace the subscription
     */
    static Opening opening(
            ShellSession session, Target topic, String name, @Nullable String clientId, @Nullable String wanted) {
        List<DestinationStatus> all = subscriptions(session);
        for (DestinationStatus status : all == null ? List.<DestinationStatus>of() : all) {
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
            return new Opening(false, known.selector());
        }
        return new Opening(all != null, wanted);
    }

    private static ShellException replaced(DestinationStatus status, String name, String what) {
        return ShellException.failed(
                VisibleText.line(name) + " " + what + "; opening it this way would delete it and its "
                        + Screen.count(status.counts().messages(), "message")
                        + "; run unsubscribe first, or use another name");
    }

    /** All subscriptions among the destinations; null if they are unknown. */
    private static @Nullable List<DestinationStatus> subscriptions(ShellSession session) {
        if (!session.broker().isRestante()) {
            return null;
        }
        try (Admin admin = session.admin()) {
            return admin.destinations();
        } catch (AdminException e) {
            if (e.problem() == Problem.SECURITY) {
                return null;
            }
            throw e;
        }
    }
}
