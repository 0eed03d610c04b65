package org.restante.shell;

import java.util.concurrent.Callable;
import org.restante.shell.output.Showing;
import org.restante.shell.prompt.Opening;
import org.restante.shell.prompt.Prompt;
import org.restante.shell.terminal.Surroundings;
import org.restante.shell.visit.Connecting;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** What stands before the commands on the command line; without a command it opens the prompt. */
@Command(
        name = "restante",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Top.Version.class,
        description = "Publishes, polls and acknowledges messages. Without a command it opens a prompt, where the same"
                + " commands hold messages between them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not done; standard error says why",
            "2:written wrongly; nothing was done",
            "3:nothing there: nothing waits, no reply came, no such message",
            "4:no connection to the broker",
            "5:not allowed: wrong user or password, or no permission",
            "6:not confirmed, so nothing was done",
            "130:ended by Ctrl-C"
        })
final class Top implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final Connecting connecting;

    @Mixin
    private Showing showing = new Showing();

    Top(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.connecting = new Connecting(surroundings);
    }

    Connecting connecting() {
        return connecting;
    }

    Showing showing() {
        return showing;
    }

    @Override
    public Integer call() {
        return Prompt.open(new Opening(
                connecting.broker(),
                connecting.credentials(),
                showing,
                surroundings,
                visit -> Commands.of(visit, connecting),
                Commands::configured,
                new Version(),
                () -> connecting.contexts().names()));
    }

    /** Read from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"restante " + (version == null ? "of an unknown version" : version)};
        }
    }
}
