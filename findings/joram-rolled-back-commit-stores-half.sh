#!/usr/bin/env bash
# JORAM 5.10.0: `commit` throws TransactionRolledBackException, and one of the transaction's two messages is stored and delivered.
#
# Input: a transacted session answers a request whose sender has closed its connection, so that the temporary queue of the reply is gone,
# and sends an order to an ordinary queue.
#
# Expected: nothing of a transaction that was rolled back is delivered (JMS 2.0, section 6.2.7; the Javadoc of
# TransactionRolledBackException).
#
# Seen on 2026-11-30, Java 17.0.15, JORAM embedded, TCP on 127.0.0.1:
#   commit: javax.jms.TransactionRolledBackException
#   the queue has: order
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
    <dependency><groupId>org.ow2.joram</groupId><artifactId>joram-client-jms</artifactId><version>5.10.0</version></dependency>
    <dependency><groupId>org.ow2.joram</groupId><artifactId>joram-mom-core</artifactId><version>5.10.0</version></dependency>
  </dependencies>
</project>
EOF
cat > Finding.java <<'EOF'
import fr.dyade.aaa.agent.AgentServer;
import java.net.ServerSocket;
import java.nio.file.*;
import javax.jms.*;
import org.objectweb.joram.client.jms.admin.*;
import org.objectweb.joram.client.jms.tcp.TcpConnectionFactory;

public class Finding {
    public static void main(String[] args) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(Path.of("a3servers.xml"), "<?xml version='1.0'?><config>"
                + "<property name='Transaction' value='fr.dyade.aaa.ext.NGTransaction'/><server id='0' name='S0' hostname='localhost'>"
                + "<service class='org.objectweb.joram.mom.proxies.ConnectionManager' args='root root'/>"
                + "<service class='org.objectweb.joram.mom.proxies.tcp.TcpProxyService' args='" + port + "'/></server></config>");
        AgentServer.init(new String[] {"0", "s0"});
        AgentServer.start();
        AdminModule.connect("127.0.0.1", port, "root", "root", 60);
        User.create("anonymous", "anonymous");
        AdminModule.disconnect();
        ConnectionFactory factory = TcpConnectionFactory.create("127.0.0.1", port);
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            Queue requests = session.createQueue("requests");
            Queue orders = session.createQueue("orders");
            try (Connection requester = factory.createConnection()) {
                Session asking = requester.createSession(false, Session.AUTO_ACKNOWLEDGE);
                Message request = asking.createTextMessage("request");
                request.setJMSReplyTo(asking.createTemporaryQueue());
                asking.createProducer(requests).send(request);
            }
            Destination reply = session.createConsumer(requests).receive(5000).getJMSReplyTo();
            MessageProducer producer = session.createProducer(null);
            producer.send(reply, session.createTextMessage("reply"));
            producer.send(orders, session.createTextMessage("order"));
            try {
                session.commit();
                System.out.println("commit: returned");
            } catch (JMSException e) {
                System.out.println("commit: " + e.getClass().getName());
            }
            Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            TextMessage order = (TextMessage) other.createConsumer(orders).receive(3000);
            System.out.println("the queue has: " + (order == null ? null : order.getText()));
        }
        System.exit(0);
    }
}
EOF
mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath.txt > maven.log 2>&1 || { tail -5 maven.log; exit 2; }
javac -nowarn -cp "$(cat classpath.txt)" Finding.java 2> javac.log || { cat javac.log; exit 2; }
timeout 120 java -cp ".:$(cat classpath.txt)" Finding > seen.txt 2> errors.txt
cat seen.txt
grep -q '^commit: ' seen.txt || { tail -5 errors.txt; exit 2; }
grep -q '^commit: javax.jms.TransactionRolledBackException$' seen.txt && grep -q '^the queue has: order$' seen.txt
