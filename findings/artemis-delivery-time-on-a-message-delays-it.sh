#!/usr/bin/env bash
# ActiveMQ Artemis 2.56.0, its own client: a delivery time that an application has set on a message delays its delivery.
#
# Input: a text message with setJMSDeliveryTime an hour ahead, as a message has that is forwarded as it was received, sent by a producer
# without a delivery delay.
#
# Expected: setJMSDeliveryTime is for providers; a send sets the header from the producer's delivery delay and ignores what it was
# (Jakarta Messaging 3.1, sections 3.4.13 and 7.9; the Javadoc of Message.setJMSDeliveryTime). The message can be received at once, and
# its delivery time is the time of the send.
#
# Seen on 2026-12-01, Java 17.0.15, Artemis embedded, its transport in the process:
#   received within 3 s: null
#   messages waiting: 1, of them scheduled: 1
#
# Needs a JDK from 17 on and mvn. Exit status: 0 as seen, 1 another behaviour, 2 it could not be run.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2

cat > pom.xml <<'EOF'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.artemis</groupId><artifactId>artemis-server</artifactId><version>2.56.0</version></dependency>
    <dependency><groupId>org.apache.artemis</groupId><artifactId>artemis-jakarta-client</artifactId><version>2.56.0</version></dependency>
  </dependencies>
</project>
EOF
cat > Finding.java <<'EOF'
import jakarta.jms.*;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

public class Finding {
    public static void main(String[] args) throws Exception {
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false).setSecurityEnabled(false).addAcceptorConfiguration("in", "vm://0"));
        server.start();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
                Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue("orders");
            TextMessage message = session.createTextMessage("tea");
            message.setJMSDeliveryTime(System.currentTimeMillis() + 3_600_000);
            session.createProducer(queue).send(message);
            TextMessage received = (TextMessage) session.createConsumer(queue).receive(3_000);
            System.out.println("received within 3 s: " + (received == null ? null : received.getText()));
            var there = server.getActiveMQServer().locateQueue("orders");
            System.out.println("messages waiting: " + there.getMessageCount() + ", of them scheduled: " + there.getScheduledCount());
        }
        server.stop();
        System.exit(0);
    }
}
EOF
mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath.txt > maven.log 2>&1 || { tail -5 maven.log; exit 2; }
javac -nowarn -cp "$(cat classpath.txt)" Finding.java 2> javac.log || { cat javac.log; exit 2; }
timeout 120 java -cp ".:$(cat classpath.txt)" Finding > seen.txt 2> errors.txt
cat seen.txt
grep -q '^messages waiting: ' seen.txt || { tail -5 errors.txt; exit 2; }
grep -q '^received within 3 s: null$' seen.txt && grep -q '^messages waiting: 1, of them scheduled: 1$' seen.txt
