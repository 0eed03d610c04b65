package org.restante.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.admin.Admin;
import org.restante.admin.Schedule;
import org.restante.jms.RestanteConnectionFactory;

/** Scheduled messages through the standard API, on disk. */
final class ScheduleTest {

    @Test
    void goesOnAfterARestartUntilItIsCancelled(@TempDir Path data) throws Exception {
        String uri = "vm:schedules-kept?snapshotBytes=1&idleTimeout=0&data=" + data;
        RestanteConnectionFactory factory = new RestanteConnectionFactory(uri);
        String id;
        try (JMSContext context = factory.createContext()) {
            Message message = context.createTextMessage("again");
            context.createProducer()
                    .setProperty("JMS_RESTANTE_PERIOD", 20L)
                    .send(context.createQueue("ticks"), message);
            id = message.getJMSMessageID();
            assertNotNull(context.createConsumer(context.createQueue("ticks")).receive(5000));
        }
        try (JMSContext context = factory.createContext();
                Admin admin = Admin.connect(uri);
                JMSConsumer consumer = context.createConsumer(context.createQueue("ticks"))) {
            Message first = consumer.receive(5000);
            Message second = consumer.receive(5000);
            assertNotEquals(first.getJMSMessageID(), second.getJMSMessageID());
            assertEquals(id, second.getStringProperty("JMS_RESTANTE_SCHEDULE"));
            Schedule schedule = admin.schedules().get(0);
            assertEquals(
                    List.of(id, "queue:ticks", "every 20 ms"),
                    List.of(schedule.id(), schedule.destination(), schedule.timing()));
            admin.cancelSchedule(id);
            assertEquals(List.of(), admin.schedules());
        }
        try (Admin admin = Admin.connect(uri)) {
            assertEquals(List.of(), admin.schedules());
        }
    }
}
