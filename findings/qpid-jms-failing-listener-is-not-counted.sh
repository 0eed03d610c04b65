#!/usr/bin/env bash
# Qpid JMS 2.10.0: the message of a listener that throws in AUTO_ACKNOWLEDGE comes again without JMSRedelivered and with a
# JMSXDeliveryCount of 1 each time, so the broker's limit (max-delivery-attempts, 10 in Artemis 2.55.0) is never reached. It comes behind a
# message that was sent later.
#
# Input: a queue with two messages, and a listener that throws on the first one 50 times.
#
# Expected: it is redelivered at once, JMSRedelivered is set and JMSXDeliveryCount incremented (Jakarta Messaging 3.1, section 8.7); after 10
# deliveries Artemis sets it aside, as it does for its own client.
#
# Seen on 2026-11-30, Java 17.0.15, Artemis 2.55.0 embedded, AMQP on 127.0.0.1:
#   first three calls: [a count 1 redelivered false, b count 1 redelivered false, a count 1 redelivered false]
#   calls with a: 51
#   counts: [1], redelivered: [false]
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
    <dependency><groupId>org.apache.qpid</groupId><artifactId>qpid-jms-client</artifactId><version>2.10.0</version></dependency>
    <dependency><groupId>org.apache.artemis</groupId><artifactId>artemis-jakarta-server</artifactId><version>2.55.0</version></dependency>
    <dependency><groupId>org.apache.artemis</groupId><artifactId>artemis-amqp-protocol</artifactId><version>2.55.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
EOF
cat > Finding.java <<'EOF'
import jakarta.jms.*;
import java.net.ServerSocket;
import java.util.*;
import java.util.concurrent.*;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.qpid.jms.JmsConnectionFactory;

public class Finding {
    public static void main(String[] args) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false).setSecurityEnabled(false);
        configuration.addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + port + "?protocols=AMQP");
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.start();
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        Set<Integer> counts = new ConcurrentSkipListSet<>();
        Set<Boolean> redelivered = new ConcurrentSkipListSet<>();
        CountDownLatch done = new CountDownLatch(51);
        try (Connection connection = new JmsConnectionFactory("amqp://127.0.0.1:" + port).createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            jakarta.jms.Queue queue = session.createQueue("orders");
            MessageProducer producer = session.createProducer(queue);
            producer.send(session.createTextMessage("a"));
            producer.send(session.createTextMessage("b"));
            session.createConsumer(queue).setMessageListener(message -> {
                try {
                    String text = ((TextMessage) message).getText();
                    int count = message.getIntProperty("JMSXDeliveryCount");
                    calls.add(text + " count " + count + " redelivered " + message.getJMSRedelivered());
                    if (!text.equals("a")) {
                        return;
                    }
                    counts.add(count);
                    redelivered.add(message.getJMSRedelivered());
                } catch (JMSException e) {
                    throw new AssertionError(e);
                }
                done.countDown();
                if (done.getCount() > 0) {
                    throw new IllegalArgumentException("a failure of the application");
                }
            });
            connection.start();
            done.await(20, TimeUnit.SECONDS);
        }
        System.out.println("first three calls: " + List.copyOf(calls).subList(0, 3));
        System.out.println("calls with a: " + (51 - done.getCount()));
        System.out.println("counts: " + counts + ", redelivered: " + redelivered);
        System.exit(0);
    }
}
EOF
mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath.txt > maven.log 2>&1 || { tail -5 maven.log; exit 2; }
javac -nowarn -cp "$(cat classpath.txt)" Finding.java 2> javac.log || { cat javac.log; exit 2; }
timeout 120 java -cp ".:$(cat classpath.txt)" Finding > seen.txt 2> errors.txt
cat seen.txt
grep -q '^first three calls' seen.txt || { tail -5 errors.txt; exit 2; }
grep -q '^first three calls: \[a count 1 redelivered false, b count 1 redelivered false, a count 1 redelivered false\]$' seen.txt \
    && grep -q '^calls with a: 51$' seen.txt && grep -q '^counts: \[1\], redelivered: \[false\]$' seen.txt
