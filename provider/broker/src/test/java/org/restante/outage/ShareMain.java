package org.restante.outage;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.restante.jms.RestanteConnectionFactory;

/**
 * A process among others on one data directory: {@code URI NAME DIARY}. It sends and receives, and notes what it has sent when the send
 * has returned, and what it has received before it acknowledges. A line on its standard input ends the sending, the next one all.
 */
final class ShareMain {

    private static final String QUEUE = "shared";

    private final String name;
    private final PrintWriter diary;
    private volatile boolean sending = true;
    private volatile boolean receiving = true;

    private ShareMain(String name, PrintWriter diary) {
        this.name = name;
        this.diary = diary;
    }

    public static void main(String[] args) throws Exception {
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (PrintWriter diary = new PrintWriter(Files.newBufferedWriter(Path.of(args[2])), true);
                Connection connection = new RestanteConnectionFactory(args[0]).createConnection()) {
            ShareMain main = new ShareMain(args[1], diary);
            connection.setExceptionListener(e -> diary.println("broken " + e.getMessage()));
            connection.start();
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> main.run(() -> main.send(connection)));
            CompletableFuture<Void> receiver =
                    CompletableFuture.runAsync(() -> main.run(() -> main.receive(connection)));
            System.out.println("ready");
            told.readLine();
            main.sending = false;
            sender.join();
            System.out.println("quiet");
            told.readLine();
            main.receiving = false;
            receiver.join();
        }
    }

    private interface Work {
        void run() throws JMSException;
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (JMSException e) {
            note("broken " + e);
        }
    }

    private synchronized void note(String line) {
        diary.println(line);
    }

    private void send(Connection connection) throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
        for (int i = 0; sending; i++) {
            String text = name + "-" + i;
            producer.send(session.createTextMessage(text));
            note("sent " + text);
        }
    }

    private void receive(Connection connection) throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE));
        while (receiving) {
            Message message = consumer.receive(200);
            if (message != null) {
                note((message.getJMSRedelivered() ? "again " : "received ") + ((TextMessage) message).getText());
                message.acknowledge();
            }
        }
    }

    /** Notes in a tally what a diary says; a line that was cut short is none. */
    static void read(Path diary, Tally tally) throws IOException {
        String text = Files.readString(diary);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            String rest = line.substring(line.indexOf(' ') + 1);
            switch (line.substring(0, line.indexOf(' '))) {
                case "sent" -> tally.sent(rest);
                case "received" -> tally.received(rest, false);
                case "again" -> tally.received(rest, true);
                default -> throw new AssertionError(diary + " says: " + line);
            }
        }
    }
}
