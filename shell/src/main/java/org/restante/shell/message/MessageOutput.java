package org.restante.shell.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.restante.shell.output.Output;
import org.restante.shell.output.Plain;
import org.restante.shell.output.Results;
import org.restante.shell.visit.Visit;

/** Where messages are shown: for people, as rows, or as nothing but their bodies. Owned by the thread that runs commands. */
final class MessageOutput implements AutoCloseable {

    private final Visit visit;
    private final MessageView view;
    private final @Nullable Results rows;

    MessageOutput(Visit visit) {
        this.visit = visit;
        this.view = new MessageView(visit.screen());
        boolean bodies =
                visit.showing().output() == Output.RAW && visit.showing().format() == null;
        this.rows = visit.showing().isForPeople() || bodies ? null : visit.results(MessageRow.COLUMNS);
    }

    /** @param number what the user may call it by; null if nothing */
    void show(Message message, @Nullable Integer number) throws JMSException {
        if (rows != null) {
            rows.add(MessageRow.of(message, number));
        } else if (visit.showing().isForPeople()) {
            view.show(message, number);
        } else {
            body(message);
        }
    }

    /** As it is, and a line break behind it. */
    private void body(Message message) throws JMSException {
        if (message instanceof BytesMessage bytes) {
            visit.screen().write(MessageRow.bytes(bytes));
        } else if (message instanceof TextMessage text) {
            visit.screen().write(String.valueOf(text.getText()).getBytes(StandardCharsets.UTF_8));
        } else {
            visit.screen().write(Plain.text(MessageRow.of(message, null).get("body")));
        }
        visit.screen().write("\n");
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
