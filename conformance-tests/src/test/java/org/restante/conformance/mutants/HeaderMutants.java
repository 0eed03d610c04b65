package org.restante.conformance.mutants;

import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Providers that are wrong about a header field (3.4), or about the count of deliveries. */
final class HeaderMutants {

    private static final String PROPERTY_READERS = "getIntProperty getLongProperty getStringProperty getObjectProperty";

    private HeaderMutants() {}

    static List<Mutant> all() {
        return List.of(
                of("JMSDestination is null", "3.4.1", "getJMSDestination", null, "model.SentHeadersTest"),
                of("JMSDeliveryMode is always PERSISTENT", "3.4.2", "getJMSDeliveryMode", 2, "model.SentHeadersTest"),
                of("JMSMessageID is missing", "3.4.3", "getJMSMessageID", null, "model.SentHeadersTest"),
                Mutant.of("JMSMessageID lacks its prefix", "3.4.3", "model.SentHeadersTest")
                        .on(
                                Message.class,
                                "getJMSMessageID",
                                call -> call.proceed() instanceof String id ? id.replaceFirst("^ID:", "") : null),
                Mutant.of(
                                "A message object that is sent again keeps its JMSMessageID",
                                "3.4.3",
                                "model.SentHeadersTest")
                        .on(Message.class, "getJMSMessageID", HeaderMutants::first),
                of("JMSTimestamp is 0", "3.4.4", "getJMSTimestamp", 0L, "model.SentHeadersTest"),
                of("JMSCorrelationID is lost", "3.4.5", "getJMSCorrelationID", null, "model.ClientHeadersTest"),
                of(
                        "JMSCorrelationID set as bytes is lost",
                        "3.4.5",
                        "getJMSCorrelationIDAsBytes",
                        null,
                        "model.ClientHeadersTest"),
                of("JMSReplyTo is lost", "3.4.6", "getJMSReplyTo", null, "model.ClientHeadersTest"),
                of("JMSRedelivered is never set", "3.4.7", "getJMSRedelivered", false, "connecting.AcknowledgeTest"),
                of(
                        "JMSRedelivered is set on a first delivery",
                        "3.4.7",
                        "getJMSRedelivered",
                        true,
                        "model.SentHeadersTest"),
                of("JMSType is lost", "3.4.8", "getJMSType", null, "model.ClientHeadersTest"),
                of("JMSExpiration is always 0", "3.4.9", "getJMSExpiration", 0L, "model.SentHeadersTest"),
                of("JMSPriority is always 4", "3.4.10", "getJMSPriority", 4, "model.SentHeadersTest"),
                Mutant.of("The send keeps a JMSPriority that the client has set", "3.4.11", "model.ReplacedHeadersTest")
                        .on(MessageProducer.class, "send", HeaderMutants::keepingPriority),
                of("JMSDeliveryTime is 0", "3.4.13", "getJMSDeliveryTime", 0L, "model.SentHeadersTest"),
                Mutant.of("JMSXDeliveryCount stays 1", "3.5.11", "connecting.AcknowledgeTest")
                        .on(Message.class, PROPERTY_READERS, call -> counted(call, 1)),
                Mutant.of("JMSXDeliveryCount begins with 0", "3.5.11", "connecting.AcknowledgeTest")
                        .on(Message.class, PROPERTY_READERS, call -> counted(call, 0)),
                Mutant.of("JMSXDeliveryCount is missing", "3.5.11", "connecting.AcknowledgeTest")
                        .on(Message.class, "propertyExists", call -> isCount(call) ? (Object) false : call.proceed())
                        .on(
                                Message.class,
                                PROPERTY_READERS,
                                call -> isCount(call) ? Rules.zero(call.returns()) : call.proceed()));
    }

    private static Mutant of(String sentence, String section, String getter, @Nullable Object answer, String test) {
        return Mutant.of(sentence, section, test).on(Message.class, getter, Rules.answers(answer));
    }

    private static @Nullable Object first(Call call) throws Throwable {
        Object id = call.proceed();
        return id == null ? null : call.notes().computeIfAbsent("id", none -> id);
    }

    private static @Nullable Object keepingPriority(Call call) throws Throwable {
        if (call.arity() == 1 && call.argument(0) instanceof Message message) {
            call.target(MessageProducer.class).setPriority(message.getJMSPriority());
        }
        return call.proceed();
    }

    private static boolean isCount(Call call) {
        return "JMSXDeliveryCount".equals(call.argument(0));
    }

    /** The count that 1 became: 1 means always 1, 0 means one less than right. */
    private static @Nullable Object counted(Call call, int first) throws Throwable {
        Object right = call.proceed();
        if (!isCount(call) || right == null) {
            return right;
        }
        int count = first == 1 ? 1 : Integer.parseInt(right.toString()) - 1;
        return right instanceof Long
                ? (Object) (long) count
                : right instanceof String ? Integer.toString(count) : (Object) count;
    }
}
