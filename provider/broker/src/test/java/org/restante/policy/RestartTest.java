package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.Restante;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;

final class RestartTest {

    private static final long SOON = 10_000;

    @Test
    void keepsInMemoryWhatADiskWouldKeep() throws Exception {
        restartKeepsWhatIsDurable("vm:restart");
    }

    @Test
    void keepsOnDiskWhatIsDurable(@TempDir Path data) throws Exception {
        restartKeepsWhatIsDurable("vm:restart-kept?data=" + data);
    }

    private static void restartKeepsWhatIsDurable(String uri) throws Exception {
        try (Restante broker = Restante.start(uri)) {
            CompletableFuture<JMSException> heard = new CompletableFuture<>();
            try (Connection connection = connect(uri, heard)) {
                Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
                Queue orders = session.createQueue("orders");
                Topic news = session.createTopic("news");
                session.createDurableConsumer(news, "daily").close();
                session.createProducer(orders).send(session.createTextMessage("order"));
                session.createProducer(news).send(session.createTextMessage("item"));
                session.createTemporaryQueue();
                assertNotNull(session.createConsumer(orders).receive(SOON));
                broker.restart();
                assertNotNull(heard.get(10, TimeUnit.SECONDS));
                assertThrows(JMSException.class, session::createTemporaryQueue);
            }
            try (Connection connection = connect(uri, new CompletableFuture<>());
                    Admin admin = Admin.connect(uri)) {
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                Message order =
                        session.createConsumer(session.createQueue("orders")).receive(SOON);
                assertEquals("order", order.getBody(String.class));
                assertTrue(order.getJMSRedelivered());
                Message item = session.createDurableConsumer(session.createTopic("news"), "daily")
                        .receive(SOON);
                assertEquals("item", item.getBody(String.class));
                assertTrue(admin.destinations().stream()
                        .noneMatch(status -> status.address().kind().isTemporary()));
            }
            try (Connection connection = connect(uri, new CompletableFuture<>())) {
                broker.restart();
                broker.restart();
                assertThrows(
                        JMSException.class, () -> connection.createSession().createTemporaryQueue());
            }
        }
    }

    private static Connection connect(String uri, CompletableFuture<JMSException> heard) throws JMSException {
        Connection connection = new RestanteConnectionFactory(uri).createConnection();
        connection.setClientID("anna");
        connection.setExceptionListener(heard::complete);
        connection.start();
        return connection;
    }
}
