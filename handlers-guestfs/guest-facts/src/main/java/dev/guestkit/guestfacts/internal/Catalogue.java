package dev.guestkit.guestfacts.internal;

import java.util.List;

/** The products that are looked for. */
final class Catalogue {
    private static final String TEXT = """
            database|postgresql|postgresql-[0-9]* postgresql-server postgresql[0-9]*-server postgresql1?|postgresql postgresql@* postgresql-[0-9]* postgresql-x64-*|/etc/postgresql/*/*/postgresql.conf /var/lib/pgsql/data/postgresql.conf /var/lib/pgsql/*/data/postgresql.conf|/var/lib/postgresql/*/* /var/lib/pgsql/data /var/lib/pgsql/*/data
            database|mysql|mysql-server* mysql-community-server* mysql80-server|mysql mysqld MySQL*|/etc/mysql/my.cnf /etc/my.cnf /etc/mysql/mysql.conf.d/*.cnf|/var/lib/mysql
            database|mariadb|mariadb-server* MariaDB-server mariadb|mariadb mariadb@* MariaDB|/etc/mysql/mariadb.cnf /etc/mysql/mariadb.conf.d/*.cnf /etc/my.cnf.d/*.cnf|/var/lib/mysql
            database|redis|redis redis-server redis[0-9]*|redis redis-server redis@* redis-server@*|/etc/redis/*.conf /etc/redis.conf /etc/redis.conf.d/*.conf|/var/lib/redis
            database|valkey|valkey valkey-server|valkey valkey-server|/etc/valkey/*.conf|/var/lib/valkey
            database|mongodb|mongodb-server* mongodb-org-server mongodb-org|mongod mongodb MongoDB|/etc/mongod.conf /etc/mongodb.conf|/var/lib/mongodb /var/lib/mongo
            database|memcached|memcached|memcached|/etc/memcached.conf /etc/sysconfig/memcached|
            database|elasticsearch|elasticsearch|elasticsearch*|/etc/elasticsearch/elasticsearch.yml|/var/lib/elasticsearch
            database|opensearch|opensearch|opensearch|/etc/opensearch/opensearch.yml|/var/lib/opensearch
            database|cassandra|cassandra|cassandra|/etc/cassandra/cassandra.yaml /etc/cassandra/conf/cassandra.yaml|/var/lib/cassandra
            database|influxdb|influxdb influxdb2|influxdb influxd|/etc/influxdb/influxdb.conf /etc/influxdb/config.toml|/var/lib/influxdb
            database|couchdb|couchdb|couchdb|/opt/couchdb/etc/local.ini /etc/couchdb/local.ini|/var/lib/couchdb
            database|clickhouse|clickhouse-server|clickhouse-server|/etc/clickhouse-server/config.xml|/var/lib/clickhouse
            database|mssql|mssql-server Microsoft*SQL*Server*Database*Engine*|mssql-server MSSQLSERVER MSSQL$*|/var/opt/mssql/mssql.conf|/var/opt/mssql/data
            database|oracle|oracle-database-* oracle-xe*|oracle-xe* OracleService*|/etc/oratab|
            database|etcd|etcd etcd-server|etcd|/etc/default/etcd /etc/etcd/etcd.conf|/var/lib/etcd
            web-server|nginx|nginx nginx-core nginx-light nginx-full nginx-extras nginx-plus|nginx|/etc/nginx/nginx.conf /etc/nginx/sites-enabled/* /etc/nginx/conf.d/*.conf|/var/www /usr/share/nginx/html
            web-server|apache|apache2 httpd apache2-bin apache|apache2 httpd Apache2*|/etc/apache2/apache2.conf /etc/apache2/httpd.conf /etc/httpd/conf/httpd.conf /etc/apache2/sites-enabled/* /etc/apache2/ports.conf /etc/httpd/conf.d/*.conf|/var/www /srv/www
            web-server|caddy|caddy|caddy|/etc/caddy/Caddyfile|/var/lib/caddy /usr/share/caddy
            web-server|lighttpd|lighttpd|lighttpd|/etc/lighttpd/lighttpd.conf /etc/lighttpd/conf-enabled/*.conf|/var/www
            web-server|haproxy|haproxy|haproxy|/etc/haproxy/haproxy.cfg|
            web-server|tomcat|tomcat tomcat[0-9]* tomcat10|tomcat tomcat[0-9]* Tomcat*|/etc/tomcat*/server.xml|/var/lib/tomcat*
            web-server|iis||W3SVC||
            guest-tools|qemu-guest-agent|qemu-guest-agent QEMU?guest?agent*|qemu-guest-agent qemu-ga QEMU-GA|/etc/qemu/qemu-ga.conf /etc/sysconfig/qemu-ga|
            guest-tools|spice-vdagent|spice-vdagent|spice-vdagentd spice-agent vdservice||
            guest-tools|virtio-win|virtio-win* Virtio-win*|netkvm viostor vioscsi BalloonService||
            guest-tools|open-vm-tools|open-vm-tools VMware?Tools vmware-tools*|open-vm-tools vmtoolsd vmware-tools VMTools|/etc/vmware-tools/tools.conf|
            guest-tools|virtualbox-guest|virtualbox-guest-utils* virtualbox-guest-additions* Oracle*VirtualBox*Guest*Additions*|virtualbox-guest-utils vboxadd vboxadd-service vboxservice VBoxService||
            guest-tools|hyper-v|hyperv-daemons hypervkvpd hyperv-tools linux-cloud-tools-common hv-kvp-daemon-init|hv-kvp-daemon hypervkvpd hv_kvp_daemon hyperv-daemons.hv-kvp-daemon vmicheartbeat||
            guest-tools|xen|xe-guest-utilities* xenstore-utils xen-guest-agent XenServer*Tools* Citrix*VM*Tools*|xe-linux-distribution xe-daemon xen-guest-agent xensvc XenSvc||
            guest-tools|parallels|parallels-tools*|prltoolsd||
            cloud-agent|cloud-init|cloud-init|cloud-init cloud-init-local cloudbase-init|/etc/cloud/cloud.cfg|/var/lib/cloud
            cloud-agent|azure|walinuxagent WALinuxAgent|walinuxagent waagent WindowsAzureGuestAgent|/etc/waagent.conf|/var/lib/waagent
            cloud-agent|google|google-guest-agent google-compute-engine* gce-compute-image-packages|google-guest-agent GCEAgent|/etc/default/instance_configs.cfg|
            cloud-agent|amazon-ssm|amazon-ssm-agent|amazon-ssm-agent AmazonSSMAgent|/etc/amazon/ssm/*|/var/lib/amazon/ssm
            cloud-agent|ec2|ec2-instance-connect ec2-utils ec2-net-utils amazon-ec2-utils|ec2-instance-connect Ec2Config||
            cloud-agent|oracle-cloud|oracle-cloud-agent|oracle-cloud-agent||
            cloud-agent|ignition|ignition|ignition-firstboot-complete||
            """;

    /** All of them, parsed once; immutable. */
    static final List<Product> ALL = Product.catalogue(TEXT);

    private Catalogue() {}
}
