package org.restante.shell.administration;

import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ShellSession;

/** The commands for administration. */
public final class AdministrationCommands {

    private AdministrationCommands() {}

    public static Catalogue of(ShellSession session) {
        return new Catalogue("Administration")
                .add("queues", () -> new Queues(session))
                .add("topics", () -> new Topics(session))
                .add("subscriptions", () -> new Subscriptions(session))
                .add("consumers", () -> new ConsumersCommand(session))
                .add("connections", () -> new ConnectionsCommand(session))
                .add("create", () -> new Create(session))
                .add("delete", () -> new Delete(session))
                .add("move", () -> new Move(session))
                .add("copy", () -> new Copy(session))
                .add("purge", () -> new Purge(session))
                .add("retry", () -> new Retry(session))
                .add("pause", () -> new Pause(session))
                .add("resume", () -> new Resume(session))
                .add("status", () -> new Status(session))
                .add("settings", () -> new SettingsCommand(session))
                .add("export", () -> new Export(session))
                .add("import", () -> new Import(session))
                .add("schedule", () -> new ScheduleCommand(session))
                .add("disk", () -> new DiskCommand(session))
                .add("top", () -> new TopCommand(session))
                .add("ping", () -> new Ping(session))
                .add("info", () -> new Info(session));
    }
}
