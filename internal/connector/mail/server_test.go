package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"
)

// server is a small but real SMTP server on this machine.
type server struct {
	t        *testing.T
	security Security
	user     string // "" : no sign-in
	password string
	silent   bool   // takes connections and says nothing
	lose     bool   // takes the message and hangs up without an answer
	unknown  string // this receiver does not exist
	busy     bool   // "try again later" to every receiver
	cert     tls.Certificate
	roots    *x509.CertPool
	listener net.Listener

	mu   sync.Mutex
	mail []string // as they came
	tls  []bool   // whether each came over TLS
}

func newServer(t *testing.T, set func(*server)) (*server, Config) {
	t.Helper()
	s := &server{t: t}
	s.certify()
	if set != nil {
		set(s)
	}
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.listener.Close() })
	go func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
	return s, Config{
		Host: "127.0.0.1", Port: s.listener.Addr().(*net.TCPAddr).Port, Security: s.security, From: "烟台市政务服务 <no-reply@yantai.example>",
		Timeout: 5 * time.Second, Roots: s.roots,
	}
}

// certify makes a certificate that only this test trusts.
func (s *server) certify() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		s.t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		s.t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		s.t.Fatal(err)
	}
	s.cert = tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	s.roots = x509.NewCertPool()
	s.roots.AddCert(parsed)
}

// talk is one connection.
type talk struct {
	*server
	conn   net.Conn
	text   *textproto.Conn
	secure bool
	signed bool
}

func (s *server) serve(conn net.Conn) {
	defer conn.Close()
	k := &talk{server: s}
	if s.security == TLS {
		conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{s.cert}})
		k.secure = true
	}
	k.use(conn)
	if s.silent {
		_, _ = bufio.NewReader(conn).ReadByte()
		return
	}
	k.say("220 test ESMTP")
	for {
		line, err := k.text.ReadLine()
		if err != nil || !k.answer(line) {
			return
		}
	}
}

func (k *talk) use(conn net.Conn) { k.conn, k.text = conn, textproto.NewConn(conn) }

func (k *talk) say(line string) { _ = k.text.PrintfLine("%s", line) }

// answer answers one line and says whether the talk goes on.
func (k *talk) answer(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	switch strings.ToUpper(verb) {
	case "EHLO":
		k.say("250-test")
		if k.security == STARTTLS && !k.secure {
			k.say("250-STARTTLS")
		}
		if k.user != "" && k.secure {
			k.say("250-AUTH PLAIN")
		}
		k.say("250 8BITMIME")
	case "STARTTLS":
		k.say("220 go")
		k.use(tls.Server(k.conn, &tls.Config{Certificates: []tls.Certificate{k.cert}}))
		k.secure = true
	case "AUTH":
		want := base64.StdEncoding.EncodeToString([]byte("\x00" + k.user + "\x00" + k.password))
		if k.signed = strings.TrimPrefix(rest, "PLAIN ") == want; !k.signed {
			k.say("535 no")
			return true
		}
		k.say("235 ok")
	case "MAIL":
		if k.user != "" && !k.signed {
			k.say("530 sign in first")
			return true
		}
		k.say("250 ok")
	case "RCPT":
		switch {
		case k.unknown != "" && strings.Contains(rest, k.unknown):
			k.say("550 5.1.1 no such user")
		case k.busy:
			k.say("451 4.2.1 later")
		default:
			k.say("250 ok")
		}
	case "DATA":
		return k.data()
	case "QUIT":
		k.say("221 bye")
		return false
	default:
		k.say("250 ok")
	}
	return true
}

func (k *talk) data() bool {
	k.say("354 go")
	lines, err := k.text.ReadDotLines()
	if err != nil {
		return false
	}
	k.mu.Lock()
	k.mail = append(k.mail, strings.Join(lines, "\r\n")+"\r\n")
	k.tls = append(k.tls, k.secure)
	lose := k.lose
	k.mu.Unlock()
	if lose {
		return false
	}
	k.say("250 taken")
	return true
}

// got answers what came.
func (s *server) got() ([]string, []bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.mail...), append([]bool(nil), s.tls...)
}

func (s *server) set(change func()) {
	s.mu.Lock()
	change()
	s.mu.Unlock()
}
