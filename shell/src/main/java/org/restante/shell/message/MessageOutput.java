package org.restante.shell.message;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.shell.content.MessageRow;
import org.restante.shell.output.Output;
import org.restante.shell.output.Plain;
import org.restante.shell.output.Results;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.Surrogates;

/** Shows messages: for people, as rows, or as bodies alone. Owned by the thread that runs commands. */
final class MessageOutput implements AutoCloseable {

    private final ShellSession session;
    private final MessageView view;
    private final @Nullable Results rows;
    private final String otherwise;
    private final BodyOptions bodies;

    /** For messages that stay where they are. */
    MessageOutput(ShellSession session, BodyOptions bodies) {
        this(session, bodies, "", true);
    }

    /**
     * For messages that may be gone once they are shown.
     *
     * @param otherwise the consequence for a message that could not be written, appended to the error
     * @param stays whether they stay available, so that a part of their body is enough on a terminal
     */
    MessageOutput(ShellSession session, BodyOptions bodies, String otherwise, boolean stays) {
        this.session = session;
        this.bodies = bodies;
        this.otherwise = otherwise;
        this.view = new MessageView(session.screen(), stays);
        this.rows = session.output().isForPeople() || isBodies(session) ? null : session.results(MessageRow.columns());
    }

    /** Whether the user chose bodies alone. */
    static boolean isBodies(ShellSession session) {
        return session.output().kind() == Output.RAW && session.output().format() == null;
    }

    /** @param number the number of a held message; null if it is not held */
    void show(Message message, @Nullable Integer number) throws JMSException {
        show(MessageRow.of(message, number));
    }

    /**
     * Shows the row of a message.
     *
     * @throws org.restante.shell.terminal.ShellException if it could not be written
     */
    void show(Map<String, @Nullable Object> row) {
        write(row);
        session.screen().checkSeen(otherwise);
    }

    private void write(Map<String, @Nullable Object> row) {
        if (rows != null) {
            rows.add(bodies.of(row));
        } else if (session.output().isForPeople()) {
            view.show(row);
        } else {
            session.screen().write(body(row));
            session.screen().write("\n");
        }
    }

    /**
     * The body, unchanged.
     *
     * @throws org.restante.shell.terminal.ShellException if UTF-8 cannot encode it
     */
    static byte[] body(Map<String, @Nullable Object> row) {
        return row.get("body") instanceof byte[] bytes
                ? bytes
                : Surrogates.withoutHalf(Plain.text(row.get("body"))).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
