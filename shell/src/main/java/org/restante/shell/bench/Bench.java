package org.restante.shell.bench;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.admin.AdminException;
import org.restante.shell.output.Output;
import org.restante.shell.output.OutputOptions;
import org.restante.shell.session.ShellSession;
import org.restante.shell.session.Target;
import org.restante.shell.terminal.ExitCode;
import org.restante.shell.terminal.Screen;
import org.restante.shell.terminal.ShellException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Load test of a provider. */
@Command(
        name = "bench",
        description = {
            "Sends and receives messages, and shows throughput and latencies.",
            "A latency counts from the time a message was due: by --rate, or as soon as the message before was sent. Each producer and"
                    + " consumer has its own connection. Without DEST a queue is created, and deleted at the end. Latencies"
                    + " are in milliseconds in all output formats. Ctrl-C stops and shows the results so far."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench",
            "  bench --producers 4 --consumers 4 --size 100 --time 30s",
            "  bench topic:load --consumers 8 --rate 5000 --non-persistent",
            "  bench --batch 100 --count 100000 --output json"
        })
final class Bench implements Callable<Integer> {

    private final ShellSession session;

    @Parameters(
            arity = "0..1",
            paramLabel = "DEST",
            description = "A queue or topic without other users; default: a new queue.")
    private @Nullable Target destination;

    @Option(
            names = "--producers",
            paramLabel = "N",
            description = "The number of producers; default: ${DEFAULT-VALUE}.")
    private int producers = 1;

    @Option(
            names = "--consumers",
            paramLabel = "N",
            description = "The number of consumers; default: ${DEFAULT-VALUE}; with 0 the messages stay in DEST.")
    private int consumers = 1;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "The size of a message body in bytes; default: ${DEFAULT-VALUE}.")
    private int size = 1024;

    @Option(names = "--count", paramLabel = "N", description = "The total number of messages to send.")
    private @Nullable Long count;

    @Option(names = "--time", paramLabel = "TIME", description = "How long to send; default: 10s without --count.")
    private @Nullable Duration time;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "How long to send before the measurement starts; default: 2s with --time, 0 with --count.")
    private @Nullable Duration warmUp;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Messages a second of all producers together; default: 0, no limit.")
    private double rate;

    @Option(names = "--non-persistent", description = "Send messages that are not kept when the broker ends.")
    private boolean nonPersistent;

    @Option(names = "--batch", paramLabel = "N", description = "Send and receive in transactions of N messages.")
    private int batch;

    Bench(ShellSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        BenchLoad load = load();
        if (!load.destination().isTopic() && destination != null) {
            refuseIfUsed(load.destination());
        }
        try {
            return run(load);
        } finally {
            if (destination == null) {
                remove(load.destination());
            }
        }
    }

    private BenchLoad load() {
        boolean timed = count == null || time != null;
        String id = UUID.randomUUID().toString();
        return new BenchLoad(
                id,
                destination == null ? new Target(false, "restante.bench." + id.substring(0, 8)) : destination,
                producers,
                consumers,
                size,
                count == null ? 0 : count,
                time != null ? time : timed ? Duration.ofSeconds(10) : Duration.ZERO,
                warmUp != null ? warmUp : timed ? Duration.ofSeconds(2) : Duration.ZERO,
                rate,
                !nonPersistent,
                batch);
    }

    private int run(BenchLoad load) throws Exception {
        Screen screen = session.screen();
        screen.note(
                "sending to " + load.destination() + " of " + session.broker().shown() + "; stop with Ctrl-C");
        BenchRun run = new BenchRun(load, session::another);
        Chart chart = new Chart(screen, run);
        boolean interrupted = false;
        try (run) {
            run.run(screen.isTerminal() ? chart::draw : () -> {});
        } catch (InterruptedException e) {
            screen.passInterrupt();
            interrupted = true;
        }
        BenchReport report = new BenchReport(
                load, run.measured(), interrupted, run.sent(), run.received(), run.sends(), run.deliveries());
        if (session.output().isForPeople()) {
            report.show(screen);
        } else {
            Map<String, Object> row = report.row(session.broker().shown());
            session.result(isFlat(session.output()) ? BenchReport.flat(row) : row);
        }
        report.warn(screen);
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        return report.missing() > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Whether the output format has one column for each value, and no nested objects. */
    private static boolean isFlat(OutputOptions output) {
        return output.format() == null && (output.kind() == Output.CSV || output.kind() == Output.RAW);
    }

    /** Refuses a queue with messages: they would distort the results, and bench must not consume them. */
    private void refuseIfUsed(Target queue) throws JMSException {
        JMSContext context = session.connection();
        try (QueueBrowser browser = context.createBrowser(context.createQueue(queue.name()))) {
            if (browser.getEnumeration().hasMoreElements()) {
                throw ShellException.failed(queue + " has messages, which bench does not consume; name an empty queue");
            }
        }
    }

    /** Deletes the queue, with Restante; other providers delete an unused queue themselves, or keep it. */
    private void remove(Target queue) {
        if (!session.broker().isRestante()) {
            return;
        }
        try (Admin admin = session.admin()) {
            admin.delete(queue.toString(), true);
        } catch (AdminException e) {
            session.screen().complain(queue + " was not deleted: " + e.getMessage());
        }
    }
}
