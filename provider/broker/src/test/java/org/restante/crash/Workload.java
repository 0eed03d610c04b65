package org.restante.crash;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.restante.Restante;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.jms.RestanteSession;
import org.restante.link.Settings;

/**
 * The process that is killed: each thread sends, receives, acknowledges or commits as fast as it can, until the kill.
 *
 * <p>It begins when a byte arrives on its standard input, and ends by itself when the input is closed.
 */
final class Workload {
    private final String uri;
    private final RestanteConnectionFactory factory;
    private final RestanteConnectionFactory confirming;
    private final Diary diary;
    private final long seed;
    private final long round;

    private Workload(String uri, Diary diary, long seed, long round) {
        this.uri = uri;
        this.factory = new RestanteConnectionFactory(uri);
        this.confirming = new RestanteConnectionFactory(uri + "&autoAck=confirmed");
        this.diary = diary;
        this.seed = seed;
        this.round = round;
    }

    /** Arguments: URI, file of the diary, seed, round, and "early" if the process is ready before it opens the directory. */
    @SuppressWarnings("try") // the broker only has to run
    public static void main(String[] arguments) throws IOException {
        loadClasses();
        Diary diary = new Diary(Path.of(arguments[1]));
        Workload load = new Workload(arguments[0], diary, Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
        if (System.in.read() < 0) {
            return;
        }
        boolean early = arguments[4].equals("early");
        if (early) {
            System.out.println("ready");
        }
        try (Restante broker = Restante.start(arguments[0])) {
            load.begin();
            if (!early) {
                System.out.println("ready");
            }
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static void loadClasses() {
        try (JMSContext context = new RestanteConnectionFactory("vm:warm").createContext()) {
            context.createProducer().send(context.createQueue(Jobs.WORK), Letter.of(1));
            context.createConsumer(context.createQueue(Jobs.WORK)).receiveNoWait();
        }
    }

    private void begin() {
        try (Admin admin = Admin.connect(uri)) {
            for (String all : List.of("queue:>", "topic:>")) {
                admin.configure(
                        all,
                        Settings.of(Map.of("maxDeliveries", "0"))); // some messages are delivered once in each round
            }
        }
        try (JMSContext context = factory.createContext()) {
            context.setClientID(Jobs.CLIENT);
            context.createDurableConsumer(context.createTopic(Jobs.NEWS), Jobs.SUBSCRIPTION);
        }
        start(1, JMSContext.AUTO_ACKNOWLEDGE, Jobs::sender);
        start(2, JMSContext.AUTO_ACKNOWLEDGE, Jobs::sender);
        start(3, JMSContext.AUTO_ACKNOWLEDGE, Jobs::publisher);
        start(4, JMSContext.CLIENT_ACKNOWLEDGE, Jobs::acknowledgingAll);
        start(5, RestanteSession.INDIVIDUAL_ACKNOWLEDGE, Jobs::acknowledgingEach);
        start(6, JMSContext.SESSION_TRANSACTED, Jobs::committing);
        start(7, JMSContext.SESSION_TRANSACTED, Jobs::committing);
        start(8, JMSContext.CLIENT_ACKNOWLEDGE, Jobs::holding);
        start(9, JMSContext.CLIENT_ACKNOWLEDGE, Jobs::reading);
        start(10, JMSContext.AUTO_ACKNOWLEDGE, Jobs::taking);
        start(11, confirming, JMSContext.AUTO_ACKNOWLEDGE, Jobs::takingConfirmed);
    }

    private interface Opening {
        Jobs.Job open(Jobs jobs) throws JMSException;
    }

    private void start(int number, int mode, Opening opening) {
        start(number, factory, mode, opening);
    }

    private void start(int number, RestanteConnectionFactory from, int mode, Opening opening) {
        Thread thread = new Thread(
                () -> {
                    try {
                        Jobs.Job job = opening.open(new Jobs(from.createContext(mode), diary, seed, round, number));
                        while (true) {
                            job.run();
                        }
                    } catch (JMSException | RuntimeException | Error e) {
                        StringWriter trace = new StringWriter();
                        e.printStackTrace(new PrintWriter(trace));
                        diary.error(trace.toString());
                        Runtime.getRuntime().halt(3);
                    }
                },
                "work-" + number);
        thread.setDaemon(true);
        thread.start();
    }
}
