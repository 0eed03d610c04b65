package org.restante.conformance.connecting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.ExceptionListener;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The metadata, client identifier and exception listener of a connection. */
@Section("6.1")
class ConnectionTest extends ConformanceTest {

    @Test
    @Section("6.1.6")
    void metaDataNamesTheVersionOfTheSpecification() throws Exception {
        ConnectionMetaData data = stoppedConnection().getMetaData();
        assertEquals(3, data.getJMSMajorVersion());
        assertEquals(1, data.getJMSMinorVersion());
        assertEquals("3.1", data.getJMSVersion());
    }

    @Test
    @Section("6.1.6")
    void metaDataNamesTheProvider() throws Exception {
        ConnectionMetaData data = stoppedConnection().getMetaData();
        assertNotNull(data.getJMSProviderName());
        assertNotNull(data.getProviderVersion());
        assertTrue(data.getProviderMajorVersion() >= 0);
        assertTrue(data.getProviderMinorVersion() >= 0);
    }

    @Test
    @Section("3.5.9")
    void metaDataListsTheMandatoryReservedProperties() throws Exception {
        Enumeration<?> names = stoppedConnection().getMetaData().getJMSXPropertyNames();
        List<?> listed = Collections.list(names);
        assertTrue(listed.containsAll(List.of("JMSXDeliveryCount", "JMSXGroupID", "JMSXGroupSeq")), listed::toString);
    }

    @Test
    @Section("6.1.7")
    void getExceptionListenerReturnsTheListenerThatWasSet() throws Exception {
        Connection connection = stoppedConnection();
        assertNull(connection.getExceptionListener());
        ExceptionListener listener = exception -> {};
        connection.setExceptionListener(listener);
        assertSame(listener, connection.getExceptionListener());
        connection.setExceptionListener(null);
        assertNull(connection.getExceptionListener());
    }

    @Test
    @Section("6.1.7")
    void exceptionThrownByACallIsNotReportedToTheExceptionListener() throws Exception {
        Connection connection = connection();
        boolean[] reported = {false};
        connection.setExceptionListener(exception -> reported[0] = true);
        var session = connection.createSession();
        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(queue(), "p ="));
        session.close();
        connection.close();
        assertFalse(reported[0]);
    }

    @Test
    @Section("5.3")
    void factoryMakesIndependentConnections() throws Exception {
        Connection one = connection();
        Connection two = connection();
        one.close();
        assertNotNull(two.createSession());
    }

    @Test
    @Section("6.1")
    void contextReturnsTheMetaDataOfItsConnection() throws Exception {
        JMSContext context = context();
        assertEquals(3, context.getMetaData().getJMSMajorVersion());
        assertNull(context.getClientID());
        assertNull(context.getExceptionListener());
    }
}
