package org.restante.clock;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.restante.Restante;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.BrokerInfo;
import org.restante.link.Settings;

/**
 * The child JVM of {@link ClockJumps}: runs a load until its standard input ends. Prints {@code fault=} for each fault, and counts.
 *
 * <p>Delayed messages are stored with a time of day, so they are only counted: all must have come when the clock was moved far ahead.
 */
final class JumpingLoad {

    private static final long EMPTY_WAIT_MILLIS = 300;
    private static final long BLOCK_MILLIS = 1_000;
    private static final long TOLERANCE_MILLIS = 3_000;

    private final Path directory;
    private final Stopwatch stopwatch = new Stopwatch();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong delayed = new AtomicLong();
    private final AtomicLong furthestAhead = new AtomicLong();
    private final AtomicLong furthestBehind = new AtomicLong();

    private interface Work {
        void run() throws Exception;
    }

    private JumpingLoad(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        new JumpingLoad(Path.of(arguments[0])).run();
    }

    private void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        stopwatch.fault(name + ": " + e);
                    }
                },
                name);
        threads.add(thread);
        thread.start();
    }

    private void run() throws Exception {
        String uri = "vm:jumping?data=" + directory.resolve("served");
        Restante broker = Restante.start(uri);
        RestanteServer server = RestanteServer.start(uri, "tcp://127.0.0.1:0");
        ConnectionFactory vm = new RestanteConnectionFactory("vm:jumping");
        ConnectionFactory tcp = new RestanteConnectionFactory(
                "tcp://" + server.addresses().get(0) + "?heartbeat=500&connectTimeout=20000&reconnect=30s");
        ConnectionFactory direct = new RestanteConnectionFactory("vm:apart?data=" + directory.resolve("apart"));
        List<NumberedTransfer> transfers =
                List.of(new NumberedTransfer("tcp", tcp, stopwatch), new NumberedTransfer("vm", direct, stopwatch));
        for (NumberedTransfer transfer : transfers) {
            start("send", () -> transfer.send(end));
            start("receive", () -> transfer.receive());
        }
        start("empty", () -> receiveFromEmptyQueue(tcp));
        start("block", () -> sendToFullQueue(vm));
        start("restart", this::startAndStop);
        start("delay", () -> sendDelayed(vm));
        start("uptime", () -> checkUptime(server));
        System.out.println("ready");
        awaitEndOfInput();
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        transfers.forEach(transfer -> System.out.println(transfer.result()));
        receiveDelayed(vm);
        stopwatch.time("close of server and broker", 0, () -> {
            server.close();
            broker.close();
            return null;
        });
        report();
    }

    private static void awaitEndOfInput() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    /** The waits with a limit of a consumer. */
    private void receiveFromEmptyQueue(ConnectionFactory connections) throws Exception {
        try (JMSContext context = connections.createContext()) {
            var consumer = context.createConsumer(context.createQueue("empty"));
            while (end.getCount() > 0) {
                stopwatch.time(
                        "receive from an empty queue", EMPTY_WAIT_MILLIS, () -> consumer.receive(EMPTY_WAIT_MILLIS));
            }
        }
    }

    /** The wait of a send for room, which is the broker's. */
    private void sendToFullQueue(ConnectionFactory connections) throws Exception {
        try (Admin admin = Admin.connect("vm:jumping");
                JMSContext context = connections.createContext()) {
            admin.configure(
                    "queue:full",
                    Settings.of(Map.of("maxMessages", "1", "whenFull", "block", "blockTimeout", "" + BLOCK_MILLIS)));
            Queue full = context.createQueue("full");
            JMSProducer producer = context.createProducer();
            producer.send(full, "fills it");
            while (end.getCount() > 0) {
                stopwatch.time("send to a full queue", BLOCK_MILLIS, () -> {
                    try {
                        producer.send(full, "waits");
                        stopwatch.fault("a full queue has taken a message");
                    } catch (JMSRuntimeException e) {
                        return e;
                    }
                    return null;
                });
            }
        }
    }

    /** An embedded broker that starts with a connection and ends with it. */
    private void startAndStop() throws Exception {
        ConnectionFactory connections =
                new RestanteConnectionFactory("vm:short?idleTimeout=0&data=" + directory.resolve("short"));
        for (long i = 0; !end.await(500, TimeUnit.MILLISECONDS); i++) {
            String text = "" + i;
            String found = stopwatch.time("start, send and stop", 0, () -> {
                try (JMSContext context = connections.createContext()) {
                    context.createProducer().send(context.createQueue("short"), text);
                }
                try (JMSContext context = connections.createContext()) {
                    return context.createConsumer(context.createQueue("short")).receiveBody(String.class, 10_000);
                }
            });
            if (!text.equals(found)) {
                stopwatch.fault("after a restart " + found + " was received in place of " + text);
            }
        }
    }

    private void sendDelayed(ConnectionFactory connections) throws Exception {
        try (JMSContext context = connections.createContext()) {
            JMSProducer producer = context.createProducer().setDeliveryDelay(200);
            while (!end.await(100, TimeUnit.MILLISECONDS)) {
                producer.send(context.createQueue("delayed"), "later");
                delayed.incrementAndGet();
            }
        }
    }

    private void receiveDelayed(ConnectionFactory connections) {
        long count = 0;
        try (JMSContext context = connections.createContext()) {
            var consumer = context.createConsumer(context.createQueue("delayed"));
            while (consumer.receive(5_000) != null) {
                count++;
            }
        }
        System.out.println("delayed: " + delayed + " sent, " + count + " received");
        if (count != delayed.get()) {
            stopwatch.fault(delayed + " messages with a delay were sent and " + count + " received");
        }
    }

    /** Also records how far the clock of this JVM was moved, as proof that it was. */
    private void checkUptime(RestanteServer server) throws Exception {
        InstantSource clock = InstantSource.system();
        long begunNanos = System.nanoTime();
        long begunMillis = clock.millis();
        long before = 0;
        try (Admin admin = server.admin()) {
            BrokerInfo.About first = admin.info().about();
            long base = first.now() - first.startedAt();
            while (!end.await(250, TimeUnit.MILLISECONDS)) {
                BrokerInfo.About about = admin.info().about();
                long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
                long jump = clock.millis() - begunMillis - passed;
                furthestAhead.accumulateAndGet(jump, Math::max);
                furthestBehind.accumulateAndGet(jump, Math::min);
                long up = about.now() - about.startedAt() - base;
                if (Math.abs(up - passed) > TOLERANCE_MILLIS && before == jump / TOLERANCE_MILLIS) {
                    stopwatch.fault("the broker is up " + up + " ms by its answer, and " + passed + " ms in truth");
                }
                before = jump / TOLERANCE_MILLIS;
            }
        }
    }

    private void report() {
        stopwatch.results().forEach(System.out::println);
        System.out.println("ahead=" + TimeUnit.MILLISECONDS.toSeconds(furthestAhead.get()));
        System.out.println("behind=" + TimeUnit.MILLISECONDS.toSeconds(furthestBehind.get()));
        stopwatch.faults().forEach(fault -> System.out.println("fault=" + fault));
        System.out.println("done");
    }
}
