package org.restante.upgrade;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.RestanteServer;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * Sends messages with duplicate-detection identifiers, and makes requests of the type {@code Once}; later repeats both.
 *
 * <p>Each {@code Once} request deletes a subscription. When it is repeated, the broker answers from the request history; without the
 * history it would refuse the request, because the subscription no longer exists.
 */
final class RepeatedRequests {

    private static final String DUPLICATE = "JMS_RESTANTE_DUPLICATE_ID";
    private static final UUID ANONYMOUS = new UUID(0x5265_7374_616e_7465L, 1);
    private static final UUID OF_ANNA = new UUID(0x5265_7374_616e_7465L, -2);

    private final DirectoryBroker broker;

    RepeatedRequests(DirectoryBroker broker) {
        this.broker = broker;
    }

    void write() throws JMSException, LinkException {
        try (JMSContext context = broker.context()) {
            for (String id : List.of("1", "2", "3", "2", "4")) {
                send(context, "known", id);
            }
            send(context, "orders", "\u00e9 1");
            context.createProducer().setProperty("_AMQ_DUPL_ID", "2").send(context.createQueue("orders"), "two");
            context.createProducer().setProperty(DUPLICATE, "7").send(context.createTopic("news"), "news once");
        }
        converse(ANONYMOUS, null);
        converse(OF_ANNA, "anna");
        overSockets();
    }

    private static void send(JMSContext context, String queue, String id) {
        context.createProducer().setProperty(DUPLICATE, id).send(context.createQueue(queue), "identifier " + id);
    }

    /**
     * Sends messages with known identifiers to three destinations, then to the first destination a message whose identifier is outside
     * the window. Returns the growth of each of the three destinations, and the growth of the first by the last message.
     */
    List<Long> sendAgain() {
        try (JMSContext context = broker.context();
                Admin admin = broker.admin()) {
            List<Long> before = counts(admin);
            for (String id : List.of("2", "3", "4")) {
                send(context, "known", id);
            }
            send(context, "orders", "\u00e9 1");
            send(context, "orders", "2");
            context.createProducer().setProperty(DUPLICATE, "7").send(context.createTopic("news"), "news again");
            List<Long> unchanged = counts(admin);
            send(context, "known", "1");
            List<Long> after = counts(admin);
            return List.of(
                    unchanged.get(0) - before.get(0),
                    unchanged.get(1) - before.get(1),
                    unchanged.get(2) - before.get(2),
                    after.get(0) - unchanged.get(0));
        }
    }

    private static List<Long> counts(Admin admin) {
        return List.of("queue:known", "queue:orders", "topic:news").stream()
                .map(name -> admin.destinations(name).stream()
                        .mapToLong(status -> status.counts().messages())
                        .sum())
                .toList();
    }

    private static String subscription(@Nullable String user, int number) {
        return "of " + user + " " + number;
    }

    /** Deletes subscriptions by the requests 1, 3 and 4 of a conversation, then loses the link. */
    private void converse(UUID name, @Nullable String user) throws LinkException {
        try (Admin admin = broker.admin()) {
            for (int number = 1; number <= 5; number++) {
                admin.createSubscription("topic:passing", null, subscription(user, number), null, true);
            }
        }
        Link link = broker.link();
        Reply connected = DirectoryBroker.ask(link, new Request.Connect(user, null, name));
        if (!(connected instanceof Reply.Connected)) {
            throw new IllegalStateException("the conversation was refused: " + connected);
        }
        for (int number : new int[] {1, 3, 4}) {
            Reply done = once(link, user, number);
            if (!(done instanceof Reply.Done)) {
                throw new IllegalStateException("request " + number + " was answered with " + done);
            }
        }
        link.lose();
    }

    private static Reply once(Link link, @Nullable String user, int number) {
        return DirectoryBroker.ask(
                link, new Request.Once(number, 1, new Request.Unsubscribe(subscription(user, number))));
    }

    /**
     * The answers of the broker in each of two conversations: to another user who tries to continue the conversation; to three requests that
     * were done before; to a new request; and to one of the three outside the conversation.
     */
    List<String> askAgain() throws LinkException {
        List<String> answers = new ArrayList<>();
        for (String user : new @Nullable String[] {null, "anna"}) {
            UUID name = user == null ? ANONYMOUS : OF_ANNA;
            answers.add(connect(name, user == null ? "anna" : null));
            try (Link link = broker.link()) {
                DirectoryBroker.ask(link, new Request.Connect(user, null, name));
                for (int number : new int[] {1, 3, 4, 2}) {
                    answers.add(answer(once(link, user, number)));
                }
                answers.add(answer(DirectoryBroker.ask(link, new Request.Unsubscribe(subscription(user, 3)))));
                link.lose();
            }
        }
        return answers;
    }

    private String connect(UUID name, @Nullable String user) throws LinkException {
        try (Link link = broker.link()) {
            return answer(DirectoryBroker.ask(link, new Request.Connect(user, null, name)));
        }
    }

    private static String answer(Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            return refused.problem().name();
        }
        return reply.getClass().getSimpleName();
    }

    /** A client with reconnect sends over a socket and closes its connection, which ends its conversation and removes its history. */
    private void overSockets() throws JMSException {
        try (RestanteServer server = RestanteServer.start(broker.uri(), "tcp://127.0.0.1:0")) {
            String uri = "tcp://" + server.addresses().get(0) + "?reconnect=true";
            try (JMSContext context = new RestanteConnectionFactory(uri).createContext()) {
                context.createProducer().send(context.createQueue("over sockets"), "once over a socket");
            }
        }
    }
}
