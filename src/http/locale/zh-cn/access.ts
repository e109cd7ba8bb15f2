import type { access as english } from '../en/access.ts';

export const access = {
  signIn: {
    title: '登录',
    user: '用户',
    password: '密码',
    button: '登录',
    wrong: '用户名或密码不正确。',
    limited: (seconds) => `失败次数过多，请在 ${seconds} 秒后重试。`,
  },
  signOut: '退出登录',
  refused: {
    closed: {
      title: '页面和 API 未开放',
      text: '服务器不只监听本机，却没有任何验证身份的方式。请在 server.auth 中配置用户、令牌或代理；如果允许所有能访问到它的人查看和操作，请设置 server.auth.allowUnauthenticated: true。',
    },
    foreignName: {
      title: '服务器不认识这个主机名',
      text: '不要求身份验证时，只接受 localhost 和 server.publicUrl 中的主机名；对外监听时还接受 IP 地址和不含点的主机名。请使用其中之一，或把 server.publicUrl 设为您所用的地址。',
    },
    foreignPage: {
      title: '请求来自其他网站',
      text: '没有执行任何操作。请在本服务器的页面上操作；如果您就是在这里操作的，请把 server.publicUrl 设为浏览器地址栏中的地址。',
    },
    otherHost: {
      title: '代理转发的主机名不符',
      text: '代理给出的用户只对 server.publicUrl 中的主机名有效。请把 server.publicUrl 设为浏览器地址栏中的地址，并让代理原样转发 Host 请求头。',
    },
    unproved: {
      title: '身份未经验证',
      text: '请通过登录页面或负责验证身份的代理访问；程序请按 server.auth 的配置发送令牌（Authorization: Bearer）或用户名和密码（Authorization: Basic）。',
    },
    scope: (needed) => ({
      title: '没有权限',
      text: `此操作需要权限“${needed}”，server.auth 没有授予您。`,
    }),
    tooMany: { title: '失败次数过多', text: '请在 Retry-After 给出的时间过后重试。' },
  },
  toSignIn: '以其他用户登录',
} satisfies typeof english;
