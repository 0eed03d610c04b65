package org.restante.shell.administration;

import org.restante.shell.session.Catalogue;
import org.restante.shell.session.ShellSession;

/** What an operator does. */
public final class AdministrationCommands {

    private AdministrationCommands() {}

    public static Catalogue of(ShellSession visit) {
        return new Catalogue("Administration")
                .add("queues", () -> new Queues(visit))
                .add("topics", () -> new Topics(visit))
                .add("subscriptions", () -> new Subscriptions(visit))
                .add("consumers", () -> new ConsumersCommand(visit))
                .add("connections", () -> new ConnectionsCommand(visit))
                .add("create", () -> new Create(visit))
                .add("delete", () -> new Delete(visit))
                .add("move", () -> new Move(visit))
                .add("copy", () -> new Copy(visit))
                .add("purge", () -> new Purge(visit))
                .add("retry", () -> new Retry(visit))
                .add("pause", () -> new Pause(visit))
                .add("resume", () -> new Resume(visit))
                .add("status", () -> new Status(visit))
                .add("settings", () -> new SettingsCommand(visit))
                .add("export", () -> new Export(visit))
                .add("import", () -> new Import(visit))
                .add("schedule", () -> new ScheduleCommand(visit))
                .add("disk", () -> new DiskCommand(visit))
                .add("top", () -> new TopCommand(visit))
                .add("info", () -> new Info(visit));
    }
}
