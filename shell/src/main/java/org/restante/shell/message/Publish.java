package org.restante.shell.message;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.shell.content.Bulk;
import org.restante.shell.content.Content;
import org.restante.shell.content.Draft;
import org.restante.shell.content.Feed;
import org.restante.shell.content.Stamp;
import org.restante.shell.session.ShellSession;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.Pace;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends a text, a file, or many messages. Once its identifier is shown, a message is stored. */
@Command(
        name = "publish",
        description = {
            "Sends one message and shows its identifier; or sends many and shows their number.",
            "A file or a line that is not UTF-8 is sent as bytes. With - an empty line is an empty message. Many messages are"
                    + " committed in batches of 1,000 messages or 1 MiB, or fewer if no more input is ready; the number of committed messages"
                    + " is shown at the end, even after a failure. In a transaction they are sent at its commit."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  publish orders '{\"id\":1,\"item\":\"tea\"}' --property region=north --priority 7",
            "  publish topic:news @story.txt --ttl 1h --type story",
            "  publish orders - # each line of standard input",
            "  publish orders @orders.json --each json",
            "  publish orders '{\"id\":$${n},\"amount\":$${random:1-100}}' --template --count 1000 --rate 50",
            "  publish orders '{\"id\":$${row.id}}' --template --rows orders.csv"
        })
final class Publish implements Callable<Integer> {

    private final ShellSession session;

    @Mixin
    private final Content content = new Content();

    @Option(names = "--count", paramLabel = "N", description = "Send N messages with this content.")
    private @Nullable Long count;

    @Option(names = "--rate", paramLabel = "N", description = "Send at most N messages a second.")
    private double rate;

    @Mixin
    private Stamp stamp = new Stamp();

    Publish(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        content.check();
        stamp.check();
        if (!(rate >= 0 && rate <= Double.MAX_VALUE) || (count != null && count < 1)) {
            throw ShellException.usage("--rate and --count must be greater than 0");
        }
        try (content) {
            Feed feed = content.feed(session, count);
            if (content.isOne() && count == null) {
                sendOne(feed);
            } else {
                sendMany(feed);
            }
        }
        return ExitCode.DONE;
    }

    private void options(JMSProducer producer, JMSContext context) {
        stamp.on(producer, context, content::fill);
    }

    private void sendOne(Feed feed) throws Exception {
        JMSContext context = session.context();
        Draft draft = feed.next();
        if (draft == null) {
            return;
        }
        var message = draft.in(context);
        JMSProducer producer = context.createProducer();
        options(producer, context);
        producer.send(content.target().in(context), message);
        if (session.transaction() != null) {
            session.transaction().sent(1);
        }
        if (session.output().isForPeople()) {
            session.screen().show(String.valueOf(message.getJMSMessageID()));
        } else {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", message.getJMSMessageID());
            row.put("destination", content.target().address());
            session.result(row);
        }
        if (content.isSurprisinglyBytes()) {
            session.screen().note("sent as bytes, because the file is not UTF-8");
        }
    }

    private void sendMany(Feed feed) throws Exception {
        long number = 0;
        Progress progress = new Progress(session.screen(), content.size(count), !content.isTyped(session.screen()));
        Pace pace = new Pace(rate, System.nanoTime());
        try (Bulk bulk = new Bulk(session, content.target(), this::options)) {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    if (rate > 0 || !feed.isReady()) {
                        bulk.commit();
                    }
                    number++;
                    Draft next = feed.next();
                    if (next == null) {
                        number--;
                        break;
                    }
                    pace.await();
                    bulk.send(next);
                    progress.at(number);
                }
                bulk.commit();
                progress.end();
            } catch (Exception e) { // any failure: the user must see how many messages are committed
                progress.end();
                bulk.commitIfPossible(e);
                throw stopped(number, e, bulk);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw ShellException.of(ExitCode.INTERRUPTED, "interrupted: " + kept(bulk));
            }
            show(bulk.kept());
        }
    }

    private void show(long sent) {
        if (session.output().isForPeople()) {
            session.screen().show(Screen.count(sent, "message") + " sent to " + content.target());
        } else {
            session.result(Map.of("destination", content.target().address(), "messages", sent));
        }
    }

    private ShellException stopped(long number, Exception e, Bulk bulk) {
        Throwable io = e instanceof UncheckedIOException ? e.getCause() : null;
        String text = "stopped at " + content.part() + " " + number + ": " + Failures.describe(io == null ? e : io)
                + " (" + kept(bulk) + ")";
        return ShellException.of(Failures.exitCode(e), text, e);
    }

    private String kept(Bulk bulk) {
        long kept = bulk.kept();
        String part = content.part();
        String rest = bulk.isUnsure() ? "; it is unknown whether those after are committed" : ", none after ";
        if (kept == 0) {
            return bulk.isUnsure() ? "it is unknown whether any is committed" : "no " + part + " was sent";
        }
        return (kept == 1
                        ? part + " 1 is committed"
                        : String.format(Locale.ROOT, "%ss 1 to %,d are committed", part, kept))
                + rest
                + (bulk.isUnsure() ? "" : kept == 1 ? "it" : "them");
    }
}
