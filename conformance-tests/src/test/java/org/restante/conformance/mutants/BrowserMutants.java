package org.restante.conformance.mutants;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about browsers (4.1.6). */
final class BrowserMutants {

    private static final String TEST = "domains.QueueBrowserTest";

    private BrowserMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("A browser consumes", "4.1.6", TEST)
                        .on(Session.class, "createBrowser", call -> {
                            Object browser = call.proceed();
                            call.notesOf(browser).put("session", call.target(Session.class));
                            return browser;
                        })
                        .on(QueueBrowser.class, "getEnumeration", BrowserMutants::consuming),
                Mutant.of("A browser ignores its selector", "4.1.6", TEST)
                        .on(Session.class, "createBrowser", Rules.withArgument(1, given -> null)),
                Mutant.of("A browser shows nothing", "4.1.6", TEST)
                        .on(QueueBrowser.class, "getEnumeration", call -> Collections.emptyEnumeration()),
                Mutant.of("A browser shows the last message first", "4.1.6", TEST)
                        .on(QueueBrowser.class, "getEnumeration", BrowserMutants::reversed),
                Mutant.of("A browser shows at most 100 messages", "4.1.6", TEST)
                        .on(QueueBrowser.class, "getEnumeration", BrowserMutants::first),
                Mutant.of("A browser shows one enumeration again and again", "4.1.6", TEST)
                        .on(QueueBrowser.class, "getEnumeration", call -> {
                            List<Object> all = shown(call);
                            Object before = call.notes().putIfAbsent("shown", all);
                            return before instanceof List<?> list
                                    ? Collections.enumeration(list)
                                    : Collections.enumeration(all);
                        }),
                Mutant.of("A browsed message counts as delivered", "4.1.6", TEST)
                        .on(QueueBrowser.class, "getEnumeration", call -> {
                            for (Object message : shown(call)) {
                                call.notesOfAll().put("browsed " + ((Message) message).getJMSMessageID(), true);
                            }
                            return call.proceed();
                        })
                        .on(
                                Message.class,
                                "getJMSRedelivered",
                                call -> (boolean) call.proceed()
                                        || call.notesOfAll()
                                                .containsKey("browsed "
                                                        + call.target(Message.class)
                                                                .getJMSMessageID())));
    }

    private static @Nullable Object consuming(Call call) throws Throwable {
        Session session = (Session) call.notes().get("session");
        Queue queue = call.target(QueueBrowser.class).getQueue();
        List<Object> all = new ArrayList<>();
        try (MessageConsumer consumer =
                session.createConsumer(queue, call.target(QueueBrowser.class).getMessageSelector())) {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                all.add(call.wrapped(next));
            }
        }
        return Collections.enumeration(all);
    }

    private static List<Object> shown(Call call) throws Throwable {
        List<Object> all = new ArrayList<>();
        ((java.util.Enumeration<?>) call.proceed()).asIterator().forEachRemaining(all::add);
        return all;
    }

    private static @Nullable Object reversed(Call call) throws Throwable {
        List<Object> all = shown(call);
        Collections.reverse(all);
        return Collections.enumeration(all);
    }

    private static @Nullable Object first(Call call) throws Throwable {
        List<Object> all = shown(call);
        return Collections.enumeration(all.subList(0, Math.min(100, all.size())));
    }
}
