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

/** Where messages are shown: for people, as rows, or as nothing but their bodies. Owned by the thread that runs commands. */
final class MessageOutput implements AutoCloseable {

    private final ShellSession session;
    private final MessageView view;
    private final @Nullable Results rows;
    private final String otherwise;

    MessageOutput(ShellSession session) {
        this(session, "");
    }

    /** @param otherwise what becomes of a message that nobody reads, in words */
    MessageOutput(ShellSession session, String otherwise) {
        this.session = session;
        this.otherwise = otherwise;
        this.view = new MessageView(session.screen());
        this.rows = session.output().isForPeople() || isBodies(session) ? null : session.results(MessageRow.columns());
    }

    /** Whether nothing but bodies is wanted. */
    static boolean isBodies(ShellSession session) {
        return session.output().kind() == Output.RAW && session.output().format() == null;
    }

    /** @param number what the user may call it by; null if nothing */
    void show(Message message, @Nullable Integer number) throws JMSException {
        show(MessageRow.of(message, number));
    }

    /**
     * Shows a message of which the values are known.
     *
     * @throws org.restante.shell.terminal.ShellException if nobody reads any more
     */
    void show(Map<String, @Nullable Object> row) {
        write(row);
        session.screen().checkSeen(otherwise);
    }

    private void write(Map<String, @Nullable Object> row) {
        if (rows != null) {
            rows.add(row);
        } else if (session.output().isForPeople()) {
            view.show(row);
        } else {
            session.screen().write(body(row));
            session.screen().write("\n");
        }
    }

    /** As it is. */
    static byte[] body(Map<String, @Nullable Object> row) {
        return row.get("body") instanceof byte[] bytes
                ? bytes
                : Plain.text(row.get("body")).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
