package org.restante.shell.administration;

import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.MessageAdmin;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where messages wait: a queue, or one durable subscription of a topic. Filled by picocli. */
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
            description = "The durable subscription of the topic that is meant.")
    private @Nullable String subscription;

    @Option(
            names = "--client-id",
            paramLabel = "CLIENT-ID",
            description =
                    "Whose subscription it is; usual is " + ShellSession.CLIENT_ID + ", or nobody's for a shared one.")
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

    /** The messages there. */
    MessageAdmin in(Admin admin) {
        String name = subscription;
        if (name == null) {
            if (target.isTopic()) {
                throw ShellException.usage(
                        target + " is a topic, whose subscriptions have the messages; add --subscription NAME");
            }
            return admin.queue(target.address());
        }
        return subscriptionIn(admin, name);
    }

    /** @throws ShellException if a subscription of a queue is meant */
    void checkSubscription() {
        if (subscription != null && !target.isTopic()) {
            throw ShellException.usage(target + " is a queue; --subscription is for topics");
        }
    }

    private MessageAdmin subscriptionIn(Admin admin, String name) {
        checkSubscription();
        return admin.destinations(target.address()).stream()
                .filter(status -> Subscriptions.isCalled(status, name, clientId))
                .findFirst()
                .map(admin::at)
                .orElseThrow(() -> ShellException.of(
                        ExitCode.NOTHING,
                        "there is no durable subscription '" + VisibleText.line(name)
                                + "'" + (clientId == null ? "" : " of " + VisibleText.line(clientId)) + " of " + target
                                + "; see: subscriptions"));
    }

    @Override
    public String toString() {
        return subscription == null ? target.toString() : target + " for " + VisibleText.line(subscription);
    }
}
