package org.restante.shell.administration;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.DestinationStatus;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.terminal.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates a queue, a topic or a durable subscription before its first use. */
@Command(
        name = "create",
        description = {
            "Creates a queue or a topic; with --subscription a durable subscription, which keeps messages before its first"
                    + " consumer connects. What exists already is not changed, and shown with its settings."
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
            String owner = place.clientId() != null || shared ? place.clientId() : ShellSession.CLIENT_ID;
            List<DestinationStatus> before = before(admin, name, owner);
            if (name == null) {
                admin.create(place.target().address());
            } else {
                admin.createSubscription(place.target().address(), owner, name, selector, shared);
            }
            session.screen().note(place + (before.isEmpty() ? " created" : already(admin, before.get(0))));
        }
        return ExitCode.DONE;
    }

    /** The queue, topic or subscription, if it exists before. */
    private List<DestinationStatus> before(Admin admin, @Nullable String name, @Nullable String owner) {
        return admin.destinations(place.target().address()).stream()
                .filter(status -> name == null
                        ? status.subscription() == null
                        : status.subscription() != null && Subscriptions.isOf(status.subscription(), name, owner))
                .toList();
    }

    /** That it exists, with its messages, consumers and the settings that are set for it. */
    private static String already(Admin admin, DestinationStatus status) {
        String settings = SettingsInForce.of(admin, status.address().toString()).stream()
                .filter(SettingsInForce::isSet)
                .map(each -> each.setting().word() + "=" + VisibleText.line(each.value()))
                .collect(Collectors.joining(" "));
        String counts = status.subscription() == null && status.address().kind().isTopic()
                ? ""
                : Screen.count(status.counts().messages(), "message") + ", "
                        + Screen.count(status.counts().consumers(), "consumer") + ", ";
        return " is there already; what exists is unchanged: " + counts
                + (settings.isEmpty() ? "no settings" : "settings " + settings);
    }
}
