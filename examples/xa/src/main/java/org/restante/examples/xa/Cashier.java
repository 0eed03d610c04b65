package org.restante.examples.xa;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.XAJMSContext;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.h2.jdbcx.JdbcDataSource;
import org.jboss.narayana.jta.jms.JmsXAResourceRecoveryHelper;
import org.restante.jms.RestanteXaConnectionFactory;

/**
 * Takes a payment from a queue of Restante and books it in a database of H2, both or neither.
 *
 * <p>First it succeeds. Then it fails, and neither is done. Then its process is killed: it has decided to commit and has told neither the queue
 * nor the database. Both hold what is prepared, also across a restart, until recovery commits it.
 */
public final class Cashier {

    private final Path folder;
    private final RestanteXaConnectionFactory queues;
    private final JdbcDataSource database = new JdbcDataSource();
    private final TransactionManager transactions;

    private Cashier(Path folder) throws Exception {
        this.folder = folder;
        queues = new RestanteXaConnectionFactory("vm:bank?data=" + folder.resolve("queues"));
        database.setURL("jdbc:h2:" + folder.resolve("accounts"));
        transactions = Narayana.start(folder.resolve("decisions"));
    }

    /** The arguments are a folder, and {@code kill} in the process that ends before its first commit. */
    public static void main(String[] args) throws Exception {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("bank");
        Cashier cashier = new Cashier(folder.toAbsolutePath());
        if (args.length > 1) {
            cashier.book(Killing::new);
        } else {
            cashier.run();
        }
    }

    private void run() throws Exception {
        update("CREATE TABLE account (name VARCHAR PRIMARY KEY, balance INT)");
        update("INSERT INTO account VALUES ('anna', 0)");
        pay("anna", 10);
        book(UnaryOperator.identity());
        show("booked");

        pay("ben", 20);
        try {
            book(UnaryOperator.identity());
        } catch (IllegalStateException e) {
            show("rolled back: " + e.getMessage());
        }

        update("INSERT INTO account VALUES ('ben', 0)");
        bookInAProcessThatIsKilled();
        show("killed");
        Narayana.recover(new JmsXAResourceRecoveryHelper(queues), new DatabaseRecovery(database));
        show("recovered");
    }

    /** @param wrapper of the resource that is committed first: kills the process, or does nothing */
    private void book(UnaryOperator<XAResource> wrapper) throws Exception {
        XAConnection accounts = database.getXAConnection();
        try (XAJMSContext payments = queues.createXAContext()) {
            transactions.begin();
            transactions.getTransaction().enlistResource(wrapper.apply(payments.getXAResource()));
            transactions.getTransaction().enlistResource(accounts.getXAResource());
            try {
                JMSContext context = payments.getContext();
                Message payment =
                        context.createConsumer(context.createQueue("payments")).receiveNoWait();
                add(accounts.getConnection(), payment.getBody(String.class), payment.getIntProperty("amount"));
            } catch (IllegalStateException | SQLException | JMSException e) {
                transactions.rollback();
                throw e;
            }
            transactions.commit();
        } finally {
            accounts.close();
        }
    }

    private static void add(Connection accounts, String name, int amount) throws SQLException {
        try (PreparedStatement add =
                accounts.prepareStatement("UPDATE account SET balance = balance + ? WHERE name = ?")) {
            add.setInt(1, amount);
            add.setString(2, name);
            if (add.executeUpdate() == 0) {
                throw new IllegalStateException(name + " has no account");
            }
        }
    }

    private void bookInAProcessThatIsKilled() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        new ProcessBuilder(java, "-cp", classPath, Cashier.class.getName(), folder.toString(), "kill")
                .inheritIO()
                .start()
                .waitFor();
    }

    private void pay(String name, int amount) {
        try (JMSContext context = queues.createContext()) {
            context.createProducer().setProperty("amount", amount).send(context.createQueue("payments"), name);
        }
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void show(String title) throws SQLException, JMSException {
        Map<String, Integer> accounts = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, balance FROM account")) {
            while (rows.next()) {
                accounts.put(rows.getString(1), rows.getInt(2));
            }
        }
        List<String> payments = new ArrayList<>();
        try (JMSContext context = queues.createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue("payments"))) {
            for (Object payment : Collections.list((Enumeration<?>) browser.getEnumeration())) {
                payments.add(((Message) payment).getBody(String.class));
            }
        }
        System.out.println(title + ": accounts " + accounts + ", queue " + payments);
    }
}
