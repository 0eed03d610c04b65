package org.restante.shell.administration;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a queue, a topic, or a durable subscription before anybody uses it. */
@Command(
        name = "create",
        description = {
            "Makes a queue or a topic, as its first use would; with --subscription a durable subscription, so that its messages wait"
                    + " before its first consumer comes. Nothing happens if it is there."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  create orders",
            "  create topic:news --subscription anna --selector \"region = 'north'\"",
            "  create topic:news --subscription workers --shared"
        })
final class Create implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private SourceOptions place = new SourceOptions();

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Which messages the subscription gets.")
    private @Nullable String selector;

    @Option(names = "--shared", description = "Several consumers share the subscription.")
    private boolean shared;

    Create(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String name = place.subscription();
        if (name == null && (selector != null || shared || place.clientId() != null)) {
            throw ShellException.usage(
                    "--selector, --shared and --client-id are for a subscription; add --subscription NAME");
        }
        place.checkSubscription();
        try (Admin admin = session.admin()) {
            if (name == null) {
                admin.create(place.target().address());
            } else {
                String owner = place.clientId();
                admin.createSubscription(
                        place.target().address(),
                        owner != null || shared ? owner : ShellSession.CLIENT_ID,
                        name,
                        selector,
                        shared);
            }
        }
        session.screen().note(place + " is there");
        return ExitCode.DONE;
    }
}
