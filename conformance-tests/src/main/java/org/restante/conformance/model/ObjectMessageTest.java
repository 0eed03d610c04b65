package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** A body that is a serialised object. */
@Section("3.11")
class ObjectMessageTest extends ConformanceTest {

    @Test
    @Section("3.11")
    void objectOfTheJdkArrives() throws Exception {
        ArrayList<String> object = new ArrayList<>(List.of("a", "b"));
        ObjectMessage sent = desk().createObjectMessage(object);
        assertEquals(object, sendAndReceive(ObjectMessage.class, sent).getObject());
    }

    @Test
    @Section("3.11")
    void objectOfTheApplicationArrives() throws Exception {
        Parcel parcel = new Parcel("tea", new ArrayList<>(List.of(1, 2, 3)));
        ObjectMessage sent = desk().createObjectMessage(parcel);
        assertEquals(parcel, sendAndReceive(ObjectMessage.class, sent).getObject());
    }

    @Test
    @Section("3.12")
    void objectOfAnObjectMessageCanBeNull() throws Exception {
        ObjectMessage sent = desk().createObjectMessage();
        assertNull(sent.getObject());
        assertNull(sendAndReceive(ObjectMessage.class, sent).getObject());
    }

    @Test
    @Section("3.12")
    void objectIsCopiedWhenItIsSet() throws Exception {
        ArrayList<String> object = new ArrayList<>(List.of("a"));
        ObjectMessage message = desk().createObjectMessage();
        message.setObject(object);
        object.add("b");
        assertEquals(List.of("a"), message.getObject());
        assertEquals(List.of("a"), sendAndReceive(ObjectMessage.class, message).getObject());
    }

    @Test
    @Section("3.11.2")
    void receivedObjectIsReadOnlyUntilCleared() throws Exception {
        ObjectMessage received = sendAndReceive(ObjectMessage.class, desk().createObjectMessage("a"));
        assertThrows(MessageNotWriteableException.class, () -> received.setObject("b"));
        received.clearBody();
        assertNull(received.getObject());
        received.setObject("b");
        assertEquals("b", received.getObject());
    }
}
