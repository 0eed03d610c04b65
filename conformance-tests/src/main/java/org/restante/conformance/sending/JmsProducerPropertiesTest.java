package org.restante.conformance.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The properties that a JMSProducer sets on its messages. */
@Section("7.5")
class JmsProducerPropertiesTest extends ConformanceTest {

    @ParameterizedTest
    @NullAndEmptySource
    @Section("API: JMSProducer")
    void eachPropertyWriterOfTheProducerRefusesANullOrEmptyName(String name) throws Exception {
        JMSProducer producer = context().createProducer();
        List<Executable> calls = List.of(
                () -> producer.setProperty(name, true),
                () -> producer.setProperty(name, (byte) 1),
                () -> producer.setProperty(name, (short) 1),
                () -> producer.setProperty(name, 1),
                () -> producer.setProperty(name, 1L),
                () -> producer.setProperty(name, 1f),
                () -> producer.setProperty(name, 1d),
                () -> producer.setProperty(name, "x"),
                () -> producer.setProperty(name, (Object) 1));
        assertAllThrow(IllegalArgumentException.class, calls);
        assertEquals(Set.of(), producer.getPropertyNames());
    }

    @Test
    @Section("API: JMSProducer")
    void setOfPropertyNamesCannotBeChanged() throws Exception {
        JMSProducer producer = context().createProducer().setProperty("p", 1);
        Set<String> names = producer.getPropertyNames();
        assertThrows(UnsupportedOperationException.class, () -> names.add("q"));
        assertThrows(UnsupportedOperationException.class, () -> names.remove("p"));
        assertThrows(UnsupportedOperationException.class, names::clear);
        Iterator<String> all = names.iterator();
        assertEquals("p", all.next());
        assertThrows(UnsupportedOperationException.class, all::remove);
        assertTrue(producer.propertyExists("p"));
    }

    @Test
    @Section("API: JMSProducer")
    void setOfPropertyNamesShowsLaterChangesOfTheProducer() throws Exception {
        JMSProducer producer = context().createProducer();
        Set<String> names = producer.getPropertyNames();
        producer.setProperty("p", 1);
        assertEquals(Set.of("p"), names);
        producer.setProperty("q", "x");
        assertEquals(Set.of("p", "q"), names);
        producer.clearProperties();
        assertEquals(Set.of(), names);
    }

    @Test
    @Section("3.5.8")
    void absentPropertyOfTheProducerIsReadAsNull() throws Exception {
        JMSProducer producer = context().createProducer().setProperty("nothing", (String) null);
        for (String name : List.of("nothing", "absent")) {
            assertNull(producer.getStringProperty(name));
            assertNull(producer.getObjectProperty(name));
            assertFalse(producer.getBooleanProperty(name));
            assertThrows(NumberFormatException.class, () -> producer.getByteProperty(name));
            assertThrows(NumberFormatException.class, () -> producer.getShortProperty(name));
            assertThrows(NumberFormatException.class, () -> producer.getIntProperty(name));
            assertThrows(NumberFormatException.class, () -> producer.getLongProperty(name));
            assertThrows(NullPointerException.class, () -> producer.getFloatProperty(name));
            assertThrows(NullPointerException.class, () -> producer.getDoubleProperty(name));
        }
        assertTrue(producer.propertyExists("nothing"));
        assertFalse(producer.propertyExists("absent"));
    }

    @Test
    @Section("3.5.4")
    void eachWrongReadOfAPropertyOfTheProducerThrowsAFormatException() throws Exception {
        JMSProducer producer = context().createProducer();
        producer.setProperty("z", true).setProperty("l", 1L).setProperty("d", 1d);
        for (String name : List.of("l", "d")) {
            assertThrows(MessageFormatRuntimeException.class, () -> producer.getBooleanProperty(name));
        }
        for (String name : List.of("z", "l", "d")) {
            assertThrows(MessageFormatRuntimeException.class, () -> producer.getByteProperty(name));
            assertThrows(MessageFormatRuntimeException.class, () -> producer.getShortProperty(name));
            assertThrows(MessageFormatRuntimeException.class, () -> producer.getIntProperty(name));
            assertThrows(MessageFormatRuntimeException.class, () -> producer.getFloatProperty(name));
        }
        assertThrows(MessageFormatRuntimeException.class, () -> producer.getLongProperty("d"));
        assertThrows(MessageFormatRuntimeException.class, () -> producer.getDoubleProperty("l"));
        assertEquals("true", producer.getStringProperty("z"));
        assertEquals("1", producer.getStringProperty("l"));
        assertEquals("1.0", producer.getStringProperty("d"));
    }

    @Test
    @Section("3.5.4")
    void textOfTheProducerThatIsNotANumberThrowsNumberFormatException() throws Exception {
        JMSProducer producer = context().createProducer().setProperty("p", "seven");
        assertThrows(NumberFormatException.class, () -> producer.getIntProperty("p"));
        assertThrows(NumberFormatException.class, () -> producer.getDoubleProperty("p"));
        assertFalse(producer.getBooleanProperty("p"));
    }

    @Test
    @Section("7.5")
    void propertiesOfTheProducerKeepTheirTypesInTheMessage() throws Exception {
        Queue queue = queue();
        List<Object> values = List.of(true, (byte) 1, (short) 2, 3, 4L, 5f, 6d, "seven");
        JMSProducer producer = context().createProducer();
        for (int i = 0; i < values.size(); i++) {
            producer.setProperty("p" + i, values.get(i));
        }
        producer.send(queue, "a");
        Message received = receive(session().createConsumer(queue));
        List<Object> arrived = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            arrived.add(received.getObjectProperty("p" + i));
        }
        assertEquals(values, arrived);
    }

    @Test
    @Section("7.5")
    void propertyOfTheProducerReplacesAPropertyOfTheMessageOfAnotherType() throws Exception {
        Queue queue = queue();
        TextMessage message = text("a");
        message.setIntProperty("both", 1);
        message.setIntProperty("own", 2);
        context().createProducer().setProperty("both", "producer").send(queue, message);
        Message received = receive(session().createConsumer(queue));
        assertEquals("producer", received.getObjectProperty("both"));
        assertEquals(2, received.getObjectProperty("own"));
    }

    @Test
    @Section("API: JMSProducer")
    void clearedPropertiesAreNotSetOnLaterMessages() throws Exception {
        Queue queue = queue();
        JMSProducer producer = context().createProducer().setProperty("p", 1);
        producer.send(queue, "a").clearProperties().send(queue, "b");
        var consumer = session().createConsumer(queue);
        assertTrue(receive(consumer).propertyExists("p"));
        assertFalse(receive(consumer).propertyExists("p"));
    }

    @Test
    @Section("API: JMSProducer")
    void producerWithPropertiesCannotForwardAReceivedMessage() throws Exception {
        Queue queue = queue();
        TextMessage received = sendAndReceive(TextMessage.class, text("a"));
        JMSProducer producer = context().createProducer().setProperty("p", 1);
        assertThrows(MessageNotWriteableRuntimeException.class, () -> producer.send(queue, received));
        producer.clearProperties().send(queue, received);
        assertReceives(session().createConsumer(queue), "a");
    }

    @Test
    @Section("API: JMSProducer")
    void producersOfOneContextHaveSeparateProperties() throws Exception {
        var context = context();
        JMSProducer one = context.createProducer().setProperty("p", 1).setPriority(9);
        JMSProducer two = context.createProducer();
        assertFalse(two.propertyExists("p"));
        assertEquals(4, two.getPriority());
        assertEquals(9, one.getPriority());
    }
}
