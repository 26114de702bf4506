using IdeaStorage.Web.Startup;

return await Commands.CreateRoot().Parse(args).InvokeAsync();
