package org.restante.conformance.mutants;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong now and then: the histories must find them. */
final class HistoryMutants {

    private static final String TEST = "histories.HistoriesTest";
    private static final int RARELY = 12;

    private HistoryMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("Now and then a message that is sent is lost", "4.1.8", TEST)
                        .on(MessageProducer.class, "send", call -> rarely(call) ? null : call.proceed()),
                Mutant.of("Now and then a message is sent twice", "6.2.12", TEST)
                        .on(MessageProducer.class, "send", call -> {
                            if (rarely(call)) {
                                call.proceed();
                            }
                            return call.proceed();
                        }),
                Mutant.of("Now and then a message that is received is lost", "6.2.10", TEST)
                        .on(MessageConsumer.class, "receive", call -> {
                            Object received = call.proceed();
                            return received != null && rarely(call) ? null : received;
                        }),
                Mutant.of("Now and then a message is handed out twice", "6.2.11", TEST)
                        .on(MessageConsumer.class, "receive", HistoryMutants::twice),
                Mutant.of("Redelivered messages lack JMSRedelivered in histories", "3.4.7", TEST)
                        .on(Message.class, "getJMSRedelivered", Rules.answers(false)),
                Mutant.of("Now and then rollback commits", "6.2.7", TEST).on(Session.class, "rollback", call -> {
                    if (call.count("rollbacks") % 4 == 0) {
                        call.target(Session.class).commit();
                        return null;
                    }
                    return call.proceed();
                }),
                Mutant.of("Now and then commit rolls back", "6.2.7", TEST).on(Session.class, "commit", call -> {
                    if (call.count("commits") % 8 == 0) {
                        call.target(Session.class).rollback();
                        return null;
                    }
                    return call.proceed();
                }),
                Mutant.of("Two messages change places in histories", "6.2.9", TEST)
                        .on(MessageConsumer.class, "receive", HistoryMutants::swapped));
    }

    private static boolean rarely(Call call) {
        return call.count("rarely") % RARELY == 0;
    }

    private static @Nullable Object twice(Call call) throws Throwable {
        Object again = call.notes().remove("again");
        if (again != null) {
            return again;
        }
        Object received = call.proceed();
        if (received != null && rarely(call)) {
            call.notes().put("again", received);
        }
        return received;
    }

    private static @Nullable Object swapped(Call call) throws Throwable {
        Object held = call.notes().remove("held");
        if (held != null) {
            return held;
        }
        Object first = call.proceed();
        Object second = first == null
                ? null
                : call.wrapped(call.target(MessageConsumer.class).receive(100));
        if (second != null) {
            call.notes().put("held", first);
        }
        return second == null ? first : second;
    }
}
