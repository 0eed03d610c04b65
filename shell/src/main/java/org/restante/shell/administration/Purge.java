package org.restante.shell.administration;

import java.util.concurrent.Callable;
import org.restante.admin.MessageAdmin;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes messages. */
@Command(
        name = "purge",
        description = {
            "Deletes messages: all waiting ones, or those selected by options. Messages in flight stay unless --in-flight is given."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  purge orders --dry-run",
            "  purge orders --selector \"region = 'north'\" --older-than 7d --yes",
            "  purge topic:news --subscription anna --max 10",
        })
final class Purge implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private SourceOptions place = new SourceOptions();

    @Mixin
    private Selecting which = new Selecting();

    @Mixin
    private Confirming confirming = new Confirming();

    Purge(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        new Sweep("purge", "purged", null, MessageAdmin::purge).run(session, place, which, confirming);
        return ExitCode.DONE;
    }
}
