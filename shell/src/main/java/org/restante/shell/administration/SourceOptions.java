package org.restante.shell.administration;

import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.MessageAdmin;
import org.restante.shell.session.KnownDestinations;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for the place of messages: a queue, or a durable subscription of a topic. Filled by picocli. */
final class SourceOptions {

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(
            index = "0",
            paramLabel = "DEST",
            description = "orders or queue:orders is a queue, topic:news a topic.")
    private Target target;

    @Option(
            names = "--subscription",
            paramLabel = "SUBSCRIPTION",
            description = "The durable subscription of the topic.")
    private @Nullable String subscription;

    @Option(
            names = "--client-id",
            paramLabel = "CLIENT-ID",
            description = "The client identifier of the subscription; default: " + ShellSession.CLIENT_ID
                    + ", or none for a shared one.")
    private @Nullable String clientId;

    Target target() {
        return target;
    }

    @Nullable
    String subscription() {
        return subscription;
    }

    @Nullable
    String clientId() {
        return clientId;
    }

    /**
     * The messages of the place.
     *
     * @throws ShellException if it does not exist
     */
    MessageAdmin in(Admin admin) {
        if (!target.isTopic()) {
            checkSubscription();
            KnownDestinations.check(admin, target);
        }
        return inOrNew(admin);
    }

    /** The messages of the place; of a queue that need not exist. */
    MessageAdmin inOrNew(Admin admin) {
        String name = subscription;
        if (name == null) {
            if (target.isTopic()) {
                throw ShellException.usage(
                        target + " is a topic, and its subscriptions have the messages; add --subscription NAME");
            }
            return admin.queue(target.address());
        }
        return subscriptionIn(admin, name);
    }

    /** @throws ShellException if the options name a subscription of a queue */
    void checkSubscription() {
        if (subscription != null && !target.isTopic()) {
            throw ShellException.usage(target + " is a queue; --subscription is for topics");
        }
    }

    private MessageAdmin subscriptionIn(Admin admin, String name) {
        checkSubscription();
        return KnownDestinations.check(admin, target).stream()
                .filter(status -> Subscriptions.isCalled(status, name, clientId))
                .findFirst()
                .map(admin::at)
                .orElseThrow(() -> ShellException.of(
                        ExitCode.NOTHING,
                        "no such durable subscription: '" + VisibleText.line(name)
                                + "'" + (clientId == null ? "" : " of client " + VisibleText.line(clientId)) + " of "
                                + target
                                + "; see: subscriptions"));
    }

    @Override
    public String toString() {
        return subscription == null ? target.toString() : target + " for " + VisibleText.line(subscription);
    }
}
