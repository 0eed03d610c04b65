package org.restante.shell.administration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.link.ConnectionStatus;
import org.restante.shell.session.Repeating;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists connections, or ends one. */
@Command(
        name = "connections",
        description = {"Lists connections; --end ends one as a lost link would: its messages in flight wait again."},
        footerHeading = "%nExamples:%n",
        footer = {"  connections --sort -inFlight", "  connections --end 200000001 --yes"})
final class ConnectionsCommand implements Callable<Integer> {

    private final ShellSession session;

    @Option(names = "--end", paramLabel = "CONNECTION", description = "End the connection with this id.")
    private @Nullable Long end;

    @Mixin
    private ListOptions listing = new ListOptions();

    @Mixin
    private Confirming confirming = new Confirming();

    @Mixin
    private Repeating repeating = new Repeating();

    ConnectionsCommand(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (end == null) {
            return repeating.run(session, this::list);
        }
        try (Admin admin = session.admin()) {
            end(admin, end);
        }
        return ExitCode.DONE;
    }

    private Integer list() {
        try (Admin admin = session.admin()) {
            List<Map<String, @Nullable Object>> rows =
                    admin.connections().stream().map(ConnectionsCommand::row).toList();
            listing.show(session, rows, "id", "clientId", "sessions", "consumers", "inFlight", "temporaries");
        }
        return ExitCode.DONE;
    }

    private void end(Admin admin, long id) throws Exception {
        if (confirming.isDryRun()) {
            session.screen().show("would end connection " + id);
            return;
        }
        confirming.confirm(session, "end connection " + id);
        admin.endConnection(id);
        session.screen().note("connection " + id + " ended");
    }

    private static Map<String, @Nullable Object> row(ConnectionStatus connection) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", String.valueOf(connection.id()));
        row.put("clientId", connection.clientId());
        row.put("sessions", connection.sessions());
        row.put("consumers", connection.consumers().size());
        row.put("inFlight", connection.inFlight());
        row.put("temporaries", connection.temporaries());
        return row;
    }
}
