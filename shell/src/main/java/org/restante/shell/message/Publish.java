package org.restante.shell.message;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import org.restante.shell.visit.Target;
import org.restante.shell.visit.Visit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends a text, a file, or a message a line. A message whose identifier is shown is kept. */
@Command(
        name = "publish",
        description = "Sends a message and shows its identifier; a message a line, with - for standard input.",
        footer = {
            "",
            "A file or a line that is not UTF-8 is sent as bytes. With - an empty line is an empty message. Lines are kept"
                    + " together, by 1,000 or by 1 MiB, or as many as are there to be read; how many are kept is shown"
                    + " in the end, also if it goes wrong midway."
        })
final class Publish implements Callable<Integer> {

    private final Visit visit;

    @SuppressWarnings("NullAway.Init") // picocli fills it, as it is required
    @Parameters(
            index = "0",
            paramLabel = "DEST",
            description = "orders or queue:orders is a queue, topic:news a topic.")
    private Target target;

    @Parameters(
            index = "1",
            paramLabel = "TEXT|@FILE|-",
            description = "The text, in single quotes if it has spaces or quotes; @FILE for a file's content; - for"
                    + " standard input. A text that begins with @ is written @@, one that begins with - behind a --.")
    private String content = "";

    @Mixin
    private Stamp stamp = new Stamp();

    Publish(Visit visit) {
        this.visit = visit;
    }

    @Override
    public Integer call() throws Exception {
        if (content.equals("-")) {
            sendLines();
        } else {
            sendOne(payload());
        }
        return ExitCode.DONE;
    }

    private Payload payload() throws IOException {
        if (content.startsWith("@@")) {
            return Payload.of(content.substring(1));
        }
        return content.startsWith("@") ? Payload.ofFile(Path.of(content.substring(1))) : Payload.of(content);
    }

    private void sendOne(Payload payload) throws JMSException {
        JMSContext session = visit.connection();
        Message message = payload.in(session);
        stamp.on(session.createProducer()).send(target.in(session), message);
        visit.screen().show(message.getJMSMessageID());
        if (payload.isBytes()) {
            visit.screen().note("sent as bytes, because the file is not UTF-8");
        }
    }

    private void sendLines() {
        long line = 0;
        try (Bulk bulk = new Bulk(visit.connection(), target, stamp::on)) {
            try {
                while (true) {
                    if (!visit.input().isReady()) {
                        bulk.commit();
                    }
                    line++;
                    byte[] next = visit.input().next();
                    if (next == null) {
                        break;
                    }
                    bulk.send(Payload.of(next));
                }
                bulk.commit();
                visit.screen().show(Screen.count(bulk.kept(), "message") + " sent to " + target);
            } catch (Exception e) { // whatever it is, the user must learn what is kept
                bulk.commitIfPossible(e);
                throw ShellException.failed(
                        "stopped at line " + line + ": " + Failures.describe(e) + " (" + kept(bulk.kept()) + ")", e);
            }
        }
    }

    private static String kept(long lines) {
        return switch (Math.toIntExact(Math.min(lines, 2))) {
            case 0 -> "no line was sent";
            case 1 -> "line 1 is sent and kept, nothing after it";
            default ->
                String.format(java.util.Locale.ROOT, "lines 1 to %,d are sent and kept, nothing after them", lines);
        };
    }
}
