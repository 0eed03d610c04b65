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

/** Creates a queue, a topic or a durable subscription before its first use. */
@Command(
        name = "create",
        description = {
            "Creates a queue or a topic; with --subscription a durable subscription, which keeps messages before its first"
                    + " consumer connects. Nothing happens if it exists."
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

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "The selector of the subscription.")
    private @Nullable String selector;

    @Option(names = "--shared", description = "Allow several consumers to share the subscription.")
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
        session.screen().note(place + " exists");
        return ExitCode.DONE;
    }
}
