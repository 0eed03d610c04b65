#!/usr/bin/env bash
# Qpid JMS 2.10.0: a message in a HashSet or HashMap is not found in it any more once it was sent, by its completion listener above all.
#
# Input: three text messages, each put in a HashSet and sent asynchronously; the completion listener takes the message that it is given
# out of the set, as one keeps the sends that are under way.
#
# Expected: the set is empty when all are completed. onCompletion gets "the message that was sent" (its Javadoc), and here it is the very
# same object. But equals and hashCode are those of JMSMessageID, which the send sets; before it they are those of the object.
#
# Seen on 2026-12-01, Java 17.0.15, with ActiveMQ Artemis 2.55.0 and its AMQP on 127.0.0.1 as the broker:
#   completed: 3, each the object that was sent: true
#   taken out of the set: 0 of 3
#   in an IdentityHashMap: 3 of 3
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
    <dependency><groupId>org.apache.artemis</groupId><artifactId>artemis-server</artifactId><version>2.55.0</version></dependency>
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
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(new ConfigurationImpl().setPersistenceEnabled(false).setSecurityEnabled(false)
                .addAcceptorConfiguration("in", "tcp://127.0.0.1:" + port + "?protocols=AMQP"));
        server.start();
        try (Connection connection = new JmsConnectionFactory("amqp://127.0.0.1:" + port).createConnection()) {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(session.createQueue("orders"));
            Set<Message> underWay = Collections.synchronizedSet(new HashSet<>());
            Map<Message, Boolean> sent = Collections.synchronizedMap(new IdentityHashMap<>());
            BlockingQueue<Message> completed = new LinkedBlockingQueue<>();
            for (String text : List.of("tea", "milk", "buns")) {
                Message message = session.createTextMessage(text);
                underWay.add(message);
                sent.put(message, true);
                producer.send(message, new CompletionListener() {
                    @Override
                    public void onCompletion(Message done) {
                        completed.add(done);
                    }

                    @Override
                    public void onException(Message done, Exception failure) {
                        System.out.println(failure);
                    }
                });
            }
            int taken = 0;
            int same = 0;
            for (int i = 0; i < 3; i++) {
                Message done = completed.poll(10, TimeUnit.SECONDS);
                taken += underWay.remove(done) ? 1 : 0;
                same += sent.remove(done) != null ? 1 : 0;
            }
            System.out.println("completed: 3, each the object that was sent: " + (same == 3));
            System.out.println("taken out of the set: " + taken + " of 3");
            System.out.println("in an IdentityHashMap: " + same + " of 3");
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
grep -q '^in an IdentityHashMap: ' seen.txt || { tail -5 errors.txt; exit 2; }
grep -q '^taken out of the set: 0 of 3$' seen.txt && grep -q '^in an IdentityHashMap: 3 of 3$' seen.txt
